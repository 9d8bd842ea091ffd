CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE endpoint_states (
	endpoint_id TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	body_hash TEXT, 
	last_checked_at TEXT, 
	last_success_at TEXT, 
	last_changed_at TEXT, 
	next_check_at TEXT, 
	n_failures INTEGER NOT NULL, 
	error_code TEXT, 
	error TEXT, 
	moved_to TEXT, 
	next_url TEXT, 
	PRIMARY KEY (endpoint_id)
)
 STRICT

;
CREATE TABLE works (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_works_id UNIQUE (id)
)
 STRICT

;
CREATE TABLE work_keys (
	"key" TEXT NOT NULL, 
	work_n INTEGER NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	CONSTRAINT fk_work_keys_work_n FOREIGN KEY(work_n) REFERENCES works (n)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE joins (
	n INTEGER NOT NULL, 
	kept_id TEXT NOT NULL, 
	joined_id TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, "by" TEXT DEFAULT 'machine' NOT NULL, keys TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE items (
	n INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	work_n INTEGER, 
	digest TEXT NOT NULL, 
	keys TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	stream TEXT, 
	sector TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	first_seen_at TEXT NOT NULL, 
	published_at TEXT, 
	updated_at TEXT, 
	gone_at TEXT, 
	url TEXT, 
	venue TEXT, 
	title TEXT NOT NULL, 
	authors TEXT NOT NULL, 
	extra TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_items_id UNIQUE (id), 
	CONSTRAINT uq_items_source_id_key UNIQUE (source_id, "key"), 
	CONSTRAINT fk_items_work_n FOREIGN KEY(work_n) REFERENCES works (n)
)
 STRICT

;
CREATE TABLE mentions (
	n INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	place TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	at TEXT, 
	url TEXT, 
	item_id TEXT, role TEXT DEFAULT 'cites' NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE marks (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	action TEXT NOT NULL, 
	at TEXT NOT NULL, 
	note TEXT NOT NULL, 
	undoes_n INTEGER, rating INTEGER, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_marks_undoes_n UNIQUE (undoes_n), 
	CONSTRAINT fk_marks_undoes_n FOREIGN KEY(undoes_n) REFERENCES marks (n)
)
 STRICT

;
CREATE TABLE plans (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	week TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"plan" TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE plan_works (
	plan_n INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (plan_n, "key"), 
	CONSTRAINT fk_plan_works_plan_n FOREIGN KEY(plan_n) REFERENCES plans (n)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE rankings (
	person TEXT NOT NULL, 
	version TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	inputs TEXT NOT NULL, seed INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (person)
)
 STRICT

;
CREATE TABLE ranks (
	person TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	stream TEXT, 
	score REAL NOT NULL, 
	signals TEXT NOT NULL, 
	why TEXT NOT NULL, terms TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY (person, position), 
	CONSTRAINT fk_ranks_person FOREIGN KEY(person) REFERENCES rankings (person)
)
 STRICT

;
CREATE VIRTUAL TABLE item_words USING fts5(
    title, authors, text, content='items', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE walks (
	repository TEXT NOT NULL, 
	place TEXT NOT NULL, 
	head TEXT NOT NULL, 
	at TEXT NOT NULL, 
	n_commits INTEGER NOT NULL, 
	former TEXT NOT NULL, 
	warnings TEXT NOT NULL, titles_at TEXT, 
	PRIMARY KEY (repository)
)
 STRICT

;
CREATE TABLE citations (
	n INTEGER NOT NULL, 
	repository TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	path TEXT NOT NULL, 
	place TEXT NOT NULL, 
	author TEXT NOT NULL, 
	first_at TEXT NOT NULL, 
	first_commit TEXT NOT NULL, 
	n_lines INTEGER NOT NULL, 
	removed_at TEXT, 
	removed_commit TEXT, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_citations_repository_key_path UNIQUE (repository, "key", path), 
	CONSTRAINT fk_citations_repository FOREIGN KEY(repository) REFERENCES walks (repository)
)
 STRICT

;
CREATE TABLE splits (
	n INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	from_key TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE successors (
	earlier TEXT NOT NULL, 
	later TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (earlier, later)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE wishes (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	sense TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	exceptions TEXT NOT NULL, 
	at TEXT NOT NULL, 
	undoes_n INTEGER, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_wishes_undoes_n UNIQUE (undoes_n), 
	CONSTRAINT fk_wishes_undoes_n FOREIGN KEY(undoes_n) REFERENCES wishes (n)
)
 STRICT

;
CREATE TABLE preferences (
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (person, name)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE readings (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	estimate_min REAL NOT NULL, 
	minutes REAL NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE uncompared (
	item_n INTEGER NOT NULL, 
	PRIMARY KEY (item_n), 
	FOREIGN KEY(item_n) REFERENCES items (n)
)
 STRICT

;
CREATE TABLE decisions (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	quarter TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	proposal TEXT NOT NULL, 
	at TEXT NOT NULL, 
	because TEXT NOT NULL, 
	undoes_n INTEGER, 
	PRIMARY KEY (n), 
	CONSTRAINT uq_decisions_undoes_n UNIQUE (undoes_n), 
	CONSTRAINT fk_decisions_undoes_n FOREIGN KEY(undoes_n) REFERENCES decisions (n)
)
 STRICT

;
CREATE TABLE canon_versions (
	n INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	because TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE canon_rows (
	version_n INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	PRIMARY KEY (version_n, position), 
	CONSTRAINT fk_canon_rows_version_n FOREIGN KEY(version_n) REFERENCES canon_versions (n)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE members (
	person TEXT NOT NULL, 
	role TEXT NOT NULL, 
	interests TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	github TEXT NOT NULL, 
	hub TEXT NOT NULL, 
	hardware TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (person)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE contributions (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	url TEXT NOT NULL, 
	at TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	project TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE classes (
	"key" TEXT NOT NULL, 
	relevance TEXT NOT NULL, 
	axis TEXT, 
	topic TEXT, 
	sector TEXT, 
	kind TEXT NOT NULL, 
	why TEXT NOT NULL, 
	model TEXT NOT NULL, worth REAL, corrected TEXT DEFAULT '[]' NOT NULL, 
	PRIMARY KEY ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE corrections (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	at TEXT NOT NULL, undoes_n INTEGER, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE reports (
	name TEXT NOT NULL, 
	family TEXT NOT NULL, 
	source TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	told TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE disclosures (
	report TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	model TEXT NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	normalised TEXT NOT NULL, 
	told TEXT NOT NULL, 
	PRIMARY KEY (report, n), 
	FOREIGN KEY(report) REFERENCES reports (name)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE accounts (
	person TEXT NOT NULL, 
	role TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (person)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE logins (
	hash TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	PRIMARY KEY (hash)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE tokens (
	id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	scopes TEXT NOT NULL, 
	at TEXT NOT NULL, 
	expires_at TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_tokens_hash UNIQUE (hash)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE audit (
	n INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	address TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE jobs (
	name TEXT NOT NULL, 
	person TEXT NOT NULL, 
	covered_at TEXT, 
	started_at TEXT, 
	ended_at TEXT, 
	holder TEXT NOT NULL, 
	lease_until TEXT, 
	n_failed INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (name, person)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE outbox (
	person TEXT NOT NULL, 
	week TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	at TEXT NOT NULL, 
	told TEXT NOT NULL, 
	n_tries INTEGER NOT NULL, 
	next_at TEXT, 
	PRIMARY KEY (person, week, channel)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE links (
	id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_links_hash UNIQUE (hash)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE spots (
	"key" TEXT NOT NULL, 
	x INTEGER NOT NULL, 
	y INTEGER NOT NULL, 
	PRIMARY KEY ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE areas (
	n INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	terms TEXT NOT NULL, 
	x INTEGER NOT NULL, 
	y INTEGER NOT NULL, 
	n_works INTEGER NOT NULL, 
	PRIMARY KEY (n)
)
 STRICT

;
CREATE TABLE checkpoint_audits (
	name TEXT NOT NULL, 
	revision TEXT NOT NULL, 
	at TEXT NOT NULL, 
	told TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE summaries (
	"key" TEXT NOT NULL, 
	model TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at TEXT NOT NULL, 
	read TEXT NOT NULL, 
	n_in INTEGER, 
	n_out INTEGER, 
	cost REAL, 
	currency TEXT NOT NULL, 
	PRIMARY KEY ("key", model)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE identities (
	issuer TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (issuer, subject)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "alembic_version" ("version_num") VALUES ('0021');
INSERT INTO "meta" ("key", "value") VALUES ('n_changes', '7');
INSERT INTO "meta" ("key", "value") VALUES ('shipped', 'sample');
INSERT INTO "endpoint_states" ("endpoint_id", "source_id", "url", "etag", "last_modified", "body_hash", "last_checked_at", "last_success_at", "last_changed_at", "next_check_at", "n_failures", "error_code", "error", "moved_to", "next_url") VALUES ('blog https://blog.example/feed', 'blog', 'https://blog.example/feed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL);
INSERT INTO "works" ("n", "id") VALUES (1, 'arxiv:2205.14135');
INSERT INTO "works" ("n", "id") VALUES (2, 'web:blog.example/8');
INSERT INTO "works" ("n", "id") VALUES (3, 'web:blog.example/9');
INSERT INTO "work_keys" ("key", "work_n", "why", "at") VALUES ('arxiv:2205.14135', 1, 'item arxiv/2205.14135', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "work_keys" ("key", "work_n", "why", "at") VALUES ('web:blog.example/1', 1, 'item blog/1', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "work_keys" ("key", "work_n", "why", "at") VALUES ('web:blog.example/8', 2, 'item blog/8', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "work_keys" ("key", "work_n", "why", "at") VALUES ('web:blog.example/9', 3, 'item blog/9', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "joins" ("n", "kept_id", "joined_id", "item_id", "why", "at", "by", "keys") VALUES (1, 'arxiv:2205.14135', 'web:blog.example/1', 'blog/2', 'item blog/2 goes by web:blog.example/1, arxiv:2205.14135', '2026-06-01T12:00:00.000000+00:00', 'machine', '["web:blog.example/1"]');
INSERT INTO "joins" ("n", "kept_id", "joined_id", "item_id", "why", "at", "by", "keys") VALUES (2, 'web:blog.example/8', 'web:blog.example/9', '', 'one headline', '2026-06-01T12:00:00.000000+00:00', 'machine', '["web:blog.example/9"]');
INSERT INTO "items" ("n", "id", "source_id", "key", "work_n", "digest", "keys", "kind", "stream", "sector", "origin", "first_seen_at", "published_at", "updated_at", "gone_at", "url", "venue", "title", "authors", "extra", "text") VALUES (1, 'arxiv/2205.14135', 'arxiv', '2205.14135', 1, 'a1a8cc8cecd79403851934c1acb3a9a2', '["arxiv:2205.14135"]', 'paper', 'paper', 'industrial', 'fetched', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, NULL, 'https://arxiv.example/2205.14135', NULL, 'Fast and Memory-Efficient Exact Attention', '["A. Author"]', '{"categories":["cs.LG"]}', 'it''s an "exact" attention');
INSERT INTO "items" ("n", "id", "source_id", "key", "work_n", "digest", "keys", "kind", "stream", "sector", "origin", "first_seen_at", "published_at", "updated_at", "gone_at", "url", "venue", "title", "authors", "extra", "text") VALUES (2, 'blog/1', 'blog', '1', 1, 'c1b7f9015818312febf992cc54cf9ac3', '["web:blog.example/1"]', 'post', 'blog', 'industrial', 'fetched', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, NULL, 'https://blog.example/1', NULL, 'Entry 1', '[]', '{}', '');
INSERT INTO "items" ("n", "id", "source_id", "key", "work_n", "digest", "keys", "kind", "stream", "sector", "origin", "first_seen_at", "published_at", "updated_at", "gone_at", "url", "venue", "title", "authors", "extra", "text") VALUES (3, 'blog/2', 'blog', '2', 1, '1b824ce0ef6177db8da4bf2a6ec29cc3', '["web:blog.example/1","arxiv:2205.14135"]', 'post', 'blog', 'industrial', 'fetched', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, NULL, 'https://blog.example/2', NULL, 'Entry 2', '[]', '{}', '');
INSERT INTO "items" ("n", "id", "source_id", "key", "work_n", "digest", "keys", "kind", "stream", "sector", "origin", "first_seen_at", "published_at", "updated_at", "gone_at", "url", "venue", "title", "authors", "extra", "text") VALUES (4, 'blog/8', 'blog', '8', 2, '758826c1d1a54c06921366d0dec5c807', '["web:blog.example/8"]', 'post', 'blog', 'industrial', 'fetched', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, NULL, 'https://blog.example/8', NULL, 'Entry 8', '[]', '{}', '');
INSERT INTO "items" ("n", "id", "source_id", "key", "work_n", "digest", "keys", "kind", "stream", "sector", "origin", "first_seen_at", "published_at", "updated_at", "gone_at", "url", "venue", "title", "authors", "extra", "text") VALUES (5, 'blog/9', 'blog', '9', 3, 'ca85ba77d3a2bd0b9638460f8cf16b6f', '["web:blog.example/9"]', 'post', 'blog', 'industrial', 'fetched', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, NULL, 'https://blog.example/9', NULL, 'Entry 9', '[]', '{}', '');
INSERT INTO "mentions" ("n", "key", "by", "place", "kind", "at", "url", "item_id", "role") VALUES (1, 'arxiv:2205.14135', 'blog', 'blog/1', 'post', '2026-06-01T12:00:00.000000+00:00', 'https://blog.example/1', 'blog/1', 'cites');
INSERT INTO "mentions" ("n", "key", "by", "place", "kind", "at", "url", "item_id", "role") VALUES (2, 'arxiv:2205.14135', 'o/r', 'README.md', 'docs', '2026-06-01T12:00:00.000000+00:00', NULL, NULL, 'cites');
INSERT INTO "marks" ("n", "person", "key", "action", "at", "note", "undoes_n", "rating") VALUES (1, 'me', 'web:blog.example/1', 'read', '2026-06-01T12:00:00.000000+00:00', 'read twice', NULL, NULL);
INSERT INTO "marks" ("n", "person", "key", "action", "at", "note", "undoes_n", "rating") VALUES (2, 'me', 'web:blog.example/1', 'skip', '2026-06-01T12:00:00.000000+00:00', '', NULL, NULL);
INSERT INTO "marks" ("n", "person", "key", "action", "at", "note", "undoes_n", "rating") VALUES (3, 'me', 'arxiv:2205.14135', 'undo', '2026-06-01T12:00:00.000000+00:00', '', 2, NULL);
INSERT INTO "marks" ("n", "person", "key", "action", "at", "note", "undoes_n", "rating") VALUES (4, 'you', 'web:blog.example/1', 'read', '2026-06-01T12:00:00.000000+00:00', '', NULL, 4);
INSERT INTO "marks" ("n", "person", "key", "action", "at", "note", "undoes_n", "rating") VALUES (5, 'you', 'arxiv:2205.14135', 'share', '2026-06-01T12:00:00.000000+00:00', 'why is it exact?', NULL, NULL);
INSERT INTO "plans" ("n", "person", "week", "at", "plan") VALUES (1, 'me', '2026-W23', '2026-06-01T12:00:00.000000+00:00', '{"alerts":[],"at":"2026-06-01T12:00:00+00:00","bound":0.0,"budget_min":180,"cancelled":[],"dates":[],"gap":0.001,"gauges":{"about":[],"days_behind":null,"filter_bubble":null},"let_go":[],"missed":[{"kind":"skim","reason":"no minutes left","score":0.5,"title":"Late","url":"","work":"web:late.example/1"}],"notices":[],"objective":1.5,"person":"me","sessions":[{"at":"2026-06-01T12:00:00+00:00","name":"","sequence":0,"slots":[{"about":[],"items":[],"kind":"skim","minutes":15,"prompts":[],"sector":"mixed","source":"","stream":"blog","title":"arxiv:2205.14135","url":"https://x.example/arxiv:2205.14135","why":"new","work":"arxiv:2205.14135"},{"about":[],"items":[{"title":"A thread","url":"https://forum.example/1","work":"web:forum.example/1"}],"kind":"check","minutes":15,"prompts":[],"sector":"mixed","source":"Forum","stream":"community","title":"Check","url":"","why":"daily","work":"forum"}]}],"snapshot_date":"2026-06-30","snapshot_streams":["venue"],"starts_on":"2026-06-01","week":"2026-W23","yielded":[{"got":1,"kind":"check","reason":"no minutes","wanted":5}]}');
INSERT INTO "plan_works" ("plan_n", "key") VALUES (1, 'arxiv:2205.14135');
INSERT INTO "plan_works" ("plan_n", "key") VALUES (1, 'forum');
INSERT INTO "plan_works" ("plan_n", "key") VALUES (1, 'web:forum.example/1');
INSERT INTO "plan_works" ("plan_n", "key") VALUES (1, 'web:late.example/1');
INSERT INTO "rankings" ("person", "version", "made_at", "inputs", "seed") VALUES ('me', 'linear-1', '2026-06-01T12:00:00.000000+00:00', 'abc', 0);
INSERT INTO "ranks" ("person", "position", "key", "stream", "score", "signals", "why", "terms") VALUES ('me', 1, 'arxiv:2205.14135', 'blog', 0.5, '[["freshness",0.5,"two days old"],["adoption",null,""]]', 'because of arxiv:2205.14135', '[["freshness",0.25,"two days old"]]');
INSERT INTO "walks" ("repository", "place", "head", "at", "n_commits", "former", "warnings", "titles_at") VALUES ('o/walked', 'https://git.example/o/walked', 'c2', '2026-06-01T12:00:00.000000+00:00', 2, '["o/former"]', '["shallow"]', NULL);
INSERT INTO "citations" ("n", "repository", "key", "path", "place", "author", "first_at", "first_commit", "n_lines", "removed_at", "removed_commit") VALUES (1, 'o/walked', 'arxiv:2205.14135', 'src/a.py', 'comment', 'A. Author', '2026-06-01T12:00:00.000000+00:00', 'c1', 0, '2026-06-01T12:00:00.000000+00:00', 'c2');
INSERT INTO "splits" ("n", "key", "from_key", "why", "at", "by") VALUES (1, 'web:blog.example/9', 'web:blog.example/8', 'two posts', '2026-06-01T12:00:00.000000+00:00', 'me');
INSERT INTO "successors" ("earlier", "later", "why", "at") VALUES ('arxiv:2205.14135', 'arxiv:2307.08691', 'flashattention 2 follows flashattention', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "wishes" ("n", "person", "sense", "kind", "name", "exceptions", "at", "undoes_n") VALUES (1, 'me', 'mute', 'word', 'a word', '["source:blog"]', '2026-06-01T12:00:00.000000+00:00', NULL);
INSERT INTO "wishes" ("n", "person", "sense", "kind", "name", "exceptions", "at", "undoes_n") VALUES (2, 'me', 'follow', 'author', 'A. Author', '[]', '2026-06-01T12:00:00.000000+00:00', NULL);
INSERT INTO "wishes" ("n", "person", "sense", "kind", "name", "exceptions", "at", "undoes_n") VALUES (3, 'me', 'undo', 'author', 'A. Author', '[]', '2026-06-01T12:00:00.000000+00:00', 2);
INSERT INTO "preferences" ("person", "name", "value", "at") VALUES ('me', 'cadence.budget_min', '"240"', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "readings" ("n", "person", "key", "kind", "estimate_min", "minutes", "at") VALUES (1, 'me', 'arxiv:2205.14135', 'paper', 20.0, 31.5, '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "uncompared" ("item_n") VALUES (1);
INSERT INTO "uncompared" ("item_n") VALUES (2);
INSERT INTO "uncompared" ("item_n") VALUES (3);
INSERT INTO "uncompared" ("item_n") VALUES (4);
INSERT INTO "uncompared" ("item_n") VALUES (5);
INSERT INTO "decisions" ("n", "person", "quarter", "verdict", "kind", "key", "proposal", "at", "because", "undoes_n") VALUES (1, 'me', '2026-Q2', 'accept', 'add', 'arxiv:2412.19437', '{"curve":[["2026-Q1",0.5],["2026-Q2",1.5]],"grounds":[{"on":"2026-06-01","told":"code of o/r: a.py","url":"https://example.org/a"},{"on":"2026-06-01","told":"a link","url":null}],"key":"arxiv:2412.19437","kind":"add","published":"2026-06-01","replaces":null,"row":"row","since":"2026-06-01","title":"A work","url":"https://example.org","weight":1.5,"why":"two use it"}', '2026-06-01T12:00:00.000000+00:00', 'because', NULL);
INSERT INTO "decisions" ("n", "person", "quarter", "verdict", "kind", "key", "proposal", "at", "because", "undoes_n") VALUES (2, 'me', '2026-Q2', 'defer', 'retire', 'arxiv:2205.14135', '{"curve":[["2026-Q1",0.5],["2026-Q2",1.5]],"grounds":[{"on":"2026-06-01","told":"code of o/r: a.py","url":"https://example.org/a"},{"on":"2026-06-01","told":"a link","url":null}],"key":"arxiv:2205.14135","kind":"retire","published":"2026-06-01","replaces":null,"row":"row","since":"2026-06-01","title":"A work","url":"https://example.org","weight":1.5,"why":"two use it"}', '2026-06-01T12:00:00.000000+00:00', 'because', NULL);
INSERT INTO "decisions" ("n", "person", "quarter", "verdict", "kind", "key", "proposal", "at", "because", "undoes_n") VALUES (3, 'me', '2026-Q2', 'undo', 'retire', 'arxiv:2205.14135', '{"curve":[["2026-Q1",0.5],["2026-Q2",1.5]],"grounds":[{"on":"2026-06-01","told":"code of o/r: a.py","url":"https://example.org/a"},{"on":"2026-06-01","told":"a link","url":null}],"key":"arxiv:2205.14135","kind":"retire","published":"2026-06-01","replaces":null,"row":"row","since":"2026-06-01","title":"A work","url":"https://example.org","weight":1.5,"why":"two use it"}', '2026-06-01T12:00:00.000000+00:00', '', 2);
INSERT INTO "canon_versions" ("n", "at", "because") VALUES (1, '2026-06-01T12:00:00.000000+00:00', 'a change');
INSERT INTO "canon_rows" ("version_n", "position", "key", "row") VALUES (1, 1, 'arxiv:2205.14135', '{"aliases":[],"authors":["A. Author"],"entered":null,"group":"g","id":"arxiv:2205.14135","key":"arxiv:2205.14135","order":1.0,"predecessors":[],"published_title":null,"submitted":"2024-01-01","successors":[{"date":"2026-01","key":"arxiv:2601.00001","relation":null,"title":"Later"}],"title":"Work 1","url":"u","venue":null,"why":"why"}');
INSERT INTO "canon_rows" ("version_n", "position", "key", "row") VALUES (1, 2, 'arxiv:2412.19437', '{"aliases":[],"authors":["A. Author"],"entered":null,"group":"g","id":"arxiv:2412.19437","key":"arxiv:2412.19437","order":2.0,"predecessors":[],"published_title":null,"submitted":"2024-01-01","successors":[{"date":"2026-01","key":"arxiv:2601.00001","relation":null,"title":"Later"}],"title":"Work 2","url":"u","venue":null,"why":"why"}');
INSERT INTO "members" ("person", "role", "interests", "zone", "github", "hub", "hardware", "at") VALUES ('river', 'tech-lead', '["library/kernels"]', 'UTC', 'gh', 'hf', '["H100"]', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "contributions" ("n", "person", "kind", "title", "url", "at", "origin", "project") VALUES (1, 'me', 'talk', 'A talk', 'https://talk.example/1', '2026-06-01T12:00:00.000000+00:00', 'hand', '');
INSERT INTO "classes" ("key", "relevance", "axis", "topic", "sector", "kind", "why", "model", "worth", "corrected") VALUES ('arxiv:2205.14135', 'core', 'library', NULL, NULL, 'paper', '', '2026-06-30', NULL, '[]');
INSERT INTO "corrections" ("n", "person", "key", "field", "value", "at", "undoes_n") VALUES (1, 'me', 'arxiv:2205.14135', 'topic', 'library/kernels', '2026-06-01T12:00:00.000000+00:00', NULL);
INSERT INTO "corrections" ("n", "person", "key", "field", "value", "at", "undoes_n") VALUES (2, 'me', 'arxiv:2205.14135', 'sector', 'mixed', '2026-06-01T12:00:00.000000+00:00', NULL);
INSERT INTO "corrections" ("n", "person", "key", "field", "value", "at", "undoes_n") VALUES (3, 'me', 'arxiv:2205.14135', 'sector', 'mixed', '2026-06-01T12:00:00.000000+00:00', 2);
INSERT INTO "reports" ("name", "family", "source", "sha256", "told", "at") VALUES ('brook', 'Brook', 'brook.pdf', 'ab12', '{"checks":[{"computed":8.4e+22,"expression":"6 × 7B × 2T","model":"Brook 7B","name":"6 N D","note":"FLOP","quotes":["a","b"],"stated":null,"verdict":"estimate"}],"claims":[{"is_marketing":true,"kind":"superlative","page":1,"quote":"It is the best of all.","why":"\"best\""}],"maker":"","missing":["page 2 cannot be read"],"n_pages":4,"reticences":[{"field":"gpu_hours","page":"","quote":"","status":"silent"}]}', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "disclosures" ("report", "n", "model", "field", "value", "normalised", "told") VALUES ('brook', 0, 'Brook 7B', 'n_layers', '32', '32', '{"is_other":false,"page":3,"qualifier":"exact","quote":"It has 32 layers.","stage":null,"unit":null,"where":"prose"}');
INSERT INTO "disclosures" ("report", "n", "model", "field", "value", "normalised", "told") VALUES ('brook', 1, 'Brook 7B', 'optimizer', 'AdamW', '"AdamW"', '{"is_other":false,"page":"a.md","qualifier":"exact","quote":"It has 32 layers.","stage":null,"unit":null,"where":"prose"}');
INSERT INTO "accounts" ("person", "role", "hash", "at") VALUES ('river', 'admin', '$argon2id$sample', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "logins" ("hash", "person", "at", "expires_at") VALUES ('abc', 'river', '2026-06-01T12:00:00.000000+00:00', '2026-07-01T12:00:00.000000+00:00');
INSERT INTO "tokens" ("id", "person", "name", "hash", "scopes", "at", "expires_at") VALUES ('0a1b', 'river', 'notebook', 'def', '["read","write"]', '2026-06-01T12:00:00.000000+00:00', NULL);
INSERT INTO "audit" ("n", "person", "action", "subject", "address", "at") VALUES (1, 'river', 'signed in', '', '127.0.0.1', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "jobs" ("name", "person", "covered_at", "started_at", "ended_at", "holder", "lease_until", "n_failed", "error", "note") VALUES ('digest', 'me', '2026-06-01T12:00:00.000000+00:00', '2026-06-01T12:00:00.000000+00:00', NULL, 'host-1', '2026-06-01T12:00:00.000000+00:00', 1, '', '');
INSERT INTO "outbox" ("person", "week", "channel", "key", "state", "at", "told", "n_tries", "next_at") VALUES ('me', '2026-W23', 'mail', 'k', 'sent', '2026-06-01T12:00:00.000000+00:00', '', 0, NULL);
INSERT INTO "links" ("id", "person", "kind", "name", "hash", "at") VALUES ('0a1b', 'me', 'read', 'calendar', 'ghi', '2026-06-01T12:00:00.000000+00:00');
INSERT INTO "checkpoint_audits" ("name", "revision", "at", "told") VALUES ('sample-lab/tiny', 'c0ffee', '2026-06-01T12:00:00.000000+00:00', '{"accepted":[],"facts":{"gated":"auto"},"files":[{"git_sha1":null,"path":"model.safetensors","scan":"","sha256":"ab12","size":8}],"findings":[{"level":"warning","rests_on":"why","rule":"pickle","source":"https://a.example/","subject":"a.bin","told":"is a pickle"}],"licence":"mit","use":"commercial","verdict":"allowed"}');
INSERT INTO "summaries" ("key", "model", "text", "at", "read", "n_in", "n_out", "cost", "currency") VALUES ('arxiv:2205.14135', 'a-model', 'It is exact.', '2026-06-01T12:00:00.000000+00:00', 'ab12', 900, 80, 0.001, 'USD');
CREATE INDEX ix_work_keys_work_n ON work_keys (work_n);
CREATE INDEX ix_items_work_n ON items (work_n);
CREATE INDEX ix_items_origin_stream ON items (origin, stream);
CREATE INDEX ix_mentions_key ON mentions ("key");
CREATE INDEX ix_mentions_item_id ON mentions (item_id);
CREATE INDEX ix_marks_person ON marks (person);
CREATE INDEX ix_plans_person_week_n ON plans (person, week, n);
CREATE INDEX ix_ranks_person_stream_position ON ranks (person, stream, position);
CREATE INDEX ix_ranks_person_key ON ranks (person, "key");
CREATE INDEX ix_citations_key ON citations ("key");
CREATE INDEX ix_wishes_person ON wishes (person);
CREATE INDEX ix_readings_person ON readings (person);
CREATE INDEX ix_contributions_person ON contributions (person);
CREATE INDEX ix_classes_topic ON classes (topic);
CREATE INDEX ix_classes_axis ON classes (axis);
CREATE INDEX ix_items_published_at ON items (published_at);
CREATE INDEX ix_disclosures_field ON disclosures (field);
CREATE INDEX ix_audit_action_at ON audit (action, at);
CREATE INDEX ix_items_origin_source_id_published_at_gone_at ON items (origin, source_id, published_at, gone_at);
CREATE INDEX ix_items_kind_published_at ON items (kind, published_at);
INSERT INTO item_words (item_words) VALUES ('rebuild');
