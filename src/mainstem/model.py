"""Every noun of Mainstem, in the order in which a datum meets them.

Source -> Request -> Reply -> Page of Drafts -> Item -> Work and Mentions -> Signals -> Ranked -> Plan.
All are plain frozen values. Moments are aware UTC and end in ``_at``; ``None`` means unknown and never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, get_args

from mainstem.errors import MainstemError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

Stream = Literal["venue", "paper", "blog", "community"]
Shelf = Literal[
    "venue", "paper", "blog", "community", "newsletter", "podcast", "report", "lab", "book", "course"
]
Sector = Literal["academic", "industrial", "independent", "mixed"]
ItemKind = Literal[
    "paper", "post", "release", "thread", "issue", "episode", "video", "model", "dataset", "table", "event"
]
Origin = Literal["fetched", "snapshot", "own"]  # own: out of the person's library; always counts
Action = Literal[
    "read", "skip", "later", "note", "share", "pin", "unpin", "start", "file"
]  # share: a note for all
WishSense = Literal["follow", "mute", "forget"]
WishKind = Literal["author", "lab", "topic", "source", "folder", "word"]
Verdict = Literal["accept", "decline", "defer"]
ProposalKind = Literal["flag", "supersede", "add", "retire"]
ContributionKind = Literal[
    "issue", "pull", "review", "release", "discussion", "post", "talk", "workshop", "benchmark", "mlperf"
]
AccountRole = Literal["reader", "curator", "admin"]
Scope = Literal["read", "write", "curate", "admin"]  # write: one's own; curate: what all share
DeliveryState = Literal["sending", "sent", "failed", "unsure"]
LinkKind = Literal["read", "stop"]  # feeds and calendar; the end of a channel's messages
Relevance = Literal["core", "adjacent", "off"]
Field = Literal["relevance", "axis", "topic", "sector", "kind"]  # of a classification
CitationPlace = Literal[
    "comment", "docstring", "code", "docs", "readme", "bibtex", "notebook", "list", "post"
]

STREAMS: tuple[Stream, ...] = get_args(Stream)
SCOPES: tuple[Scope, ...] = get_args(Scope)
_BLOG_SHELVES = frozenset({"blog", "newsletter", "podcast", "report"})
_LAB_STREAM: dict[str, Stream] = {
    "paper": "paper",
    "release": "community",
    "thread": "community",
    "issue": "community",
    "model": "community",
    "dataset": "community",
}


def stream_of(shelf: Shelf, kind: ItemKind) -> Stream | None:
    """The stream in which an item of ``kind`` from a source on ``shelf`` counts; None for books and courses.

    Newsletter, podcast and report count as blog; a lab as the kind of its item.
    """
    if shelf in ("book", "course"):
        return None
    if shelf == "lab":
        return _LAB_STREAM.get(kind, "blog")
    return "blog" if shelf in _BLOG_SHELVES else shelf  # type: ignore[return-value]


# --- the pack ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of a source and how it is followed."""

    source_id: str
    type: str  # "rss", "arxiv_api", ...: the service's own format
    url: str  # may hold {YYYY}, {YY}, {VOL}, {TERM}; empty for type "none"
    status: str  # how far the address can be trusted: live, official, listed, pattern, disputed, dead, none
    status_at: str | None = None  # the date of a "live" status as written, such as "2026-10-09" or "2026"
    note: str = ""
    connector: str | None = None  # None: not followed yet
    interval_h: float = 24.0  # hours between two polls when the service says nothing longer
    drop: tuple[str, ...] = ()  # entries whose link contains one of these are left out
    keep: tuple[str, ...] = ()  # if any: only entries whose link or author contains one of these

    @property
    def id(self) -> str:
        """Stable name of the endpoint: its source and its address as the pack writes it."""
        return f"{self.source_id} {self.url}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which a venue's call wants something."""

    call: str  # "OSDI '27"
    what: str  # "papers", "abstracts"
    at: datetime


@dataclass(frozen=True, slots=True)
class Unit:
    """One lecture of a course or chapter of a book."""

    title: str
    minutes: int  # to read or watch it once
    url: str = ""  # empty: the source's home


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to follow."""

    id: str
    name: str
    kind: str  # "blog", "conference", "subreddit", ...
    shelf: Shelf
    sector: Sector
    axes: tuple[str, ...]
    home: str
    cadence: str
    description: str
    endpoints: tuple[Endpoint, ...]
    origin: str = "named"
    month: str | None = None  # of a yearly meeting or list
    next: str | None = None  # the next dated meeting, as announced
    ended: str | None = None  # when it stopped, if it did
    ids: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    by_hand: str | None = None  # what a person must do where no machine can follow
    silenced: bool = False
    season: int | None = None  # of a yearly venue: the month (1 to 12) in which its papers appear
    deadlines: tuple[Deadline, ...] = ()  # of its calls for papers, in order of time
    units: tuple[Unit, ...] = ()  # of a course or book, in the order in which they are read


@dataclass(frozen=True, slots=True)
class Successor:
    """A later work that follows a canon work; never the same work."""

    title: str
    key: str | None  # canonical key, such as arxiv:2307.08691
    date: str | None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class CanonWork:
    """One row of the canon, or a candidate for it (then ``order`` is None)."""

    id: str
    order: float | None
    group: str
    key: str  # canonical key of its work
    title: str
    authors: tuple[str, ...]
    submitted: str | None
    venue: str | None
    why: str
    url: str
    aliases: tuple[str, ...] = ()  # other keys of the same work: DOI, OpenReview, code
    published_title: str | None = None
    successors: tuple[Successor, ...] = ()
    predecessors: tuple[Successor, ...] = ()
    entered: str | None = None  # the day on which it came onto the list, where that is known
    is_entered_estimated: bool = (
        False  # that day is the pack's rule (so long after submission), and no record
    )


@dataclass(frozen=True, slots=True)
class Blocked:
    """A work that must never be taken in, and why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A leaf of the taxonomy with words that the first ranker starts from."""

    id: str  # "library/kernels"
    axis: str
    definition: str
    words: tuple[str, ...] = ()
    name: str = ""  # as a person would write it; empty: its id says it

    @property
    def called(self) -> str:
        """Its name, or else the words of its id."""
        return self.name or self.id.rpartition("/")[2].replace("-", " ")


@dataclass(frozen=True, slots=True)
class Lab:
    """An organisation that publishes or ships models, and the names it goes by."""

    id: str
    name: str
    sector: Sector
    names: tuple[str, ...] = ()  # other spellings in texts and author lists
    github: tuple[str, ...] = ()
    hub: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """Names that give a sector away where neither a lab nor a source does."""

    sector: Sector
    owners: tuple[str, ...] = ()  # accounts on GitHub and the Hub, in lower case
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # that begin a paper's title or stand among its authors
    phrases: tuple[str, ...] = ()  # in a paper's title or text


@dataclass(frozen=True, slots=True)
class Repository:
    """A production repository whose history and releases are watched."""

    name: str  # "vllm-project/vllm", today's name
    role: str  # training, serving, kernels, post-training, communication, ...
    former: tuple[str, ...] = ()
    lab: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRule:
    """When a person sits down: weekdays (0 = Monday), start and the most minutes one sitting holds."""

    name: str
    weekdays: tuple[int, ...]
    start: time
    max_min: int
    holds: tuple[str, ...]  # the slot kinds that may stand in it


@dataclass(frozen=True, slots=True)
class SlotRule:
    """A kind of reading in the cadence, its quota, and what fills it."""

    kind: str  # deep_paper, sample, newsletter, check, skim, survey, contribution, talk, read
    title: str
    count: int  # pieces wanted in a week when it is due
    every: Literal["day", "week", "month", "quarter", "return"]  # return: the week after an absence
    min_min: int  # minutes a piece takes at least
    max_min: int  # and at most
    item_kinds: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()
    bundle: int = 0  # more than 0: one slot lists up to this many items of one or more sources
    each_stream: bool = False  # the quota is one piece from each stream, whatever slot brings it
    due_week: int = 1  # for month and quarter: in which of its weeks it falls
    prompts: tuple[str, ...] = ()  # what to write down or try while reading
    sources: tuple[str, ...] = ()  # if any: only what these sources brought


@dataclass(frozen=True, slots=True)
class Role:
    """A template for a member of a team: what somebody in that role reads, and when."""

    id: str
    title: str
    interests: tuple[str, ...] = ()  # topics, axes and words
    slots: tuple[SlotRule, ...] = ()  # that come before those of the cadence
    values: Mapping[str, str] = field(default_factory=dict)  # of the cadence, by name


@dataclass(frozen=True, slots=True)
class Cadence:
    """The default rhythm of a pack; every number can be edited."""

    budget_min: int
    budget_range_min: tuple[int, int]
    n_candidates: int  # best works a person that the solver sees
    gap: float  # largest relative distance to the best possible plan
    node_limit: int
    time_limit_s: float
    max_per_source: int
    sessions: tuple[SessionRule, ...]
    slots: tuple[SlotRule, ...]  # in order of priority: the last yields first
    minutes: Mapping[str, float]  # kind -> minutes when the length is unknown
    words_per_min: float
    lift: Mapping[str, float] = field(
        default_factory=dict
    )  # log-odds for what tells of a model in use, by kind


@dataclass(frozen=True, slots=True)
class HostLimit:
    """How often one host may be asked: ``n`` requests in ``per_s`` seconds, ``n_open`` at once."""

    host: str
    n: int
    per_s: float
    n_open: int = 2


@dataclass(frozen=True, slots=True)
class KeepRule:
    """Days after which an unread item of a kind is let go; read and noted works are kept for ever."""

    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class AdoptionPrior:
    """What a mention says about use, by its kind (code, docs, release, list, post, issue, thread)."""

    weight: Mapping[str, float] = field(default_factory=dict)  # a line of production code weighs 1
    half_life_d: Mapping[str, float] = field(default_factory=dict)  # days after which it says half as much
    own: float = 1.0  # share that is left where the one who cites is the one who wrote it


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """From when on a quarterly review proposes something; the pack gives a reason for each number."""

    min_age_d: int = 30  # a younger work has had no time to be taken up
    organisations: int = (
        2  # independent ones that use a work in its first year; one more for each further year
    )
    weight: float = 0.65  # that each of them must weigh on average, as ``AdoptionPrior`` weighs mentions
    newest_d: int = (
        1095  # age up to which a work can become canon; later it is background, however often cited
    )
    silent_d: int = 730  # without a new organisation, after which a row may retire
    replay_d: int = 90  # a replayed list is without what was submitted in so many days before it
    n_most: int = 10  # proposals in a quarter; more are noise


@dataclass(frozen=True, slots=True)
class Priors:
    """What the first ranker knows before anything was learned."""

    shelf: Mapping[str, float]  # trust in [0, 1] by shelf
    source: Mapping[str, float]  # and by single source, which wins
    half_life_d: Mapping[str, float]  # days after which freshness halves, by item kind
    weights: Mapping[str, float]  # weight of each signal
    adoption: AdoptionPrior = field(default_factory=AdoptionPrior)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that makes the pipeline about one field."""

    name: str
    title: str
    description: str
    compiled: str
    sources: tuple[Source, ...]
    canon: tuple[CanonWork, ...]  # in reading order
    candidates: tuple[CanonWork, ...]
    blocked: tuple[Blocked, ...]
    topics: tuple[Topic, ...]
    labs: tuple[Lab, ...]
    repositories: tuple[Repository, ...]
    cadence: Cadence
    hosts: tuple[HostLimit, ...]
    keep: tuple[KeepRule, ...]
    priors: Priors
    signs: tuple[Signs, ...] = ()
    review: ReviewRule = field(default_factory=ReviewRule)
    roles: tuple[Role, ...] = ()

    def source(self, source_id: str) -> Source | None:
        """The source with that id, or None."""
        return next((s for s in self.sources if s.id == source_id), None)


# --- fetching ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """What a connector asks for."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None  # sent by POST where there is one
    page: bool = False  # a page made for people: the host's robots.txt is obeyed


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. Header names are in lower case; the body is unpacked."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    moved_to: str | None = None  # the new address where every hop was permanent (301, 308)


@dataclass(frozen=True, slots=True)
class EndpointState:
    """What is remembered of an endpoint between two polls."""

    endpoint_id: str
    source_id: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_checked_at: datetime | None = None
    last_success_at: datetime | None = None
    last_changed_at: datetime | None = None
    next_check_at: datetime | None = None
    n_failures: int = 0  # in a row
    error_code: str | None = None
    error: str | None = None
    moved_to: str | None = None
    next_url: str | None = None  # the page to go on with when paging was cut short


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry as a connector read it from a reply."""

    key: str  # unique within its source and stable over polls: guid, id, or link
    title: str
    url: str | None
    kind: ItemKind
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    text: str = ""  # plain text, for search and ranking
    links: tuple[str, ...] = ()  # absolute links out of the text
    keys: tuple[str, ...] = ()  # canonical keys that the record itself gives (DOI, arXiv id)
    venue: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)  # votes, n_comments, duration_s, categories


@dataclass(frozen=True, slots=True)
class Page:
    """Everything read from one reply, in the service's order."""

    drafts: tuple[Draft, ...]
    next: Request | None = None
    more: tuple[Request, ...] = ()  # details that belong to this page, such as the comments of a thread
    warnings: tuple[str, ...] = ()  # what was odd and did not stop the reading
    interval_h: float | None = None  # the feed's own wish (ttl, sy:updatePeriod)


# --- works ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a source published it, kept."""

    id: str  # source id and a hash of the draft's key
    source_id: str
    key: str
    work_id: str
    title: str
    url: str | None
    kind: ItemKind
    stream: Stream | None
    sector: Sector
    first_seen_at: datetime
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    text: str = ""
    venue: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: Origin = "fetched"


@dataclass(frozen=True, slots=True)
class Mention:
    """A dated edge: an item or a line in a repository's history cites a work."""

    work_id: str
    by: str  # who cites: a source id or a repository
    where: str  # the item's id or the path in the repository
    kind: str  # code, docs, release, issue, post, thread, list
    at: datetime | None
    url: str | None = None
    item_id: str | None = None
    author: str | None = None  # the person who cites, where that is known
    removed_at: datetime | None = None  # when the line went away again; None while it stands
    role: str = "cites"  # what the sentence does with the work: cites, announces, compares, implements


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a repository's history."""

    sha: str
    at: datetime  # when it was committed
    author: str  # the name of who wrote it, as the history gives it


@dataclass(frozen=True, slots=True)
class Citation:
    """A work that lines of one file cite, over the file's history; renames of the file are followed."""

    key: str  # canonical key of the work
    path: str  # today's, or the last one the file had
    place: CitationPlace
    author: str  # who wrote the first line
    first_at: datetime  # when it reached the main line
    first_commit: str  # by which it did
    n_lines: int  # that cite it now; 0 once it was removed
    removed_at: datetime | None = None
    removed_commit: str | None = None

    @property
    def kind(self) -> str:
        """What it counts as: code for a source file, docs for what is written about it; a list, a post are such."""
        if self.place in ("list", "post"):
            return self.place
        return "code" if self.place in ("comment", "docstring", "code") else "docs"


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a repository's history was read."""

    repository: str  # "huggingface/trl", today's name
    place: str  # the folder or address it was read from
    head: str  # the newest commit that was read
    at: datetime
    n_commits: int  # read in all
    former: tuple[str, ...] = ()  # names it had
    warnings: tuple[str, ...] = ()  # what could not be read
    titles_at: datetime | None = None  # works whose titles were known by then were looked for in all of it


@dataclass(frozen=True, slots=True)
class Talk:
    """What one source's readers made of a work: a thread about it, or votes for it."""

    source_id: str
    kind: ItemKind
    title: str
    url: str
    points: int | None = None  # votes and comments together; None where the source tells neither


@dataclass(frozen=True, slots=True)
class Work:
    """The one thing that items are about, as its best item tells it."""

    id: str  # canonical key: arxiv:2205.14135, github:owner/repo/releases/v1, web:host/path
    title: str
    url: str
    kind: ItemKind
    stream: Stream | None
    sector: Sector
    source_id: str  # the source that brought it
    first_seen_at: datetime
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    text: str = ""
    venue: str | None = None
    origin: Origin = "fetched"
    n_items: int = 1
    keys: tuple[str, ...] = ()  # every key it goes by, its id among them
    extra: Mapping[str, Any] = field(default_factory=dict)
    talk: tuple[Talk, ...] = ()  # its items that are threads or tell votes, oldest first

    @property
    def known_at(self) -> datetime:
        """When it could first have been read: published, or else first seen."""
        return self.published_at or self.first_seen_at

    @property
    def taken_back(self) -> str | None:
        """What its records say where it is not to be read any more: withdrawn, retracted or desk-rejected."""
        told = next((name for name in ("withdrawn", "retracted") if self.extra.get(name)), None)
        return told or ("desk-rejected" if self.extra.get("decision") == "desk-rejected" else None)


@dataclass(frozen=True, slots=True)
class Settled:
    """An item joined to its work: what the store takes in."""

    item: Item
    keys: tuple[str, ...]  # every key that says which work it is; the first is the work's id
    mentions: tuple[Mention, ...] = ()  # of other works, out of its links


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll of an endpoint came to: its items or its error, and the state to remember."""

    endpoint: Endpoint
    state: EndpointState
    settled: tuple[Settled, ...] = ()
    warnings: tuple[str, ...] = ()
    error: MainstemError | None = None
    not_modified: bool = False  # 304, or a body we already know
    last: bool = True  # the poll of its endpoint is over with this


@dataclass(frozen=True, slots=True)
class Taken:
    """What the store made of one poll."""

    n_new: int = 0
    n_updated: int = 0
    n_same: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source publishes: dated items counted, the newest of them, the mean pause between two."""

    n: int
    last_at: datetime
    pause: timedelta


@dataclass(frozen=True, slots=True)
class Hit:
    """A work that a search found; a higher score is better."""

    work: Work
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person did with a work."""

    person: str
    work_id: str
    action: Action
    at: datetime
    note: str = ""  # of "file": the folder's name
    rating: int | None = None  # of a read, 1 to 5; of a skip 1, "not interested"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for in so many words: more of something, none of it, or to learn nothing from it."""

    person: str
    sense: WishSense
    kind: WishKind
    name: str  # an author as works spell it, an id of the pack, a folder, one or more words
    at: datetime
    exceptions: tuple[str, ...] = ()  # of a mute: words, and names with their kind ("author:Tri Dao")


@dataclass(frozen=True, slots=True, eq=False)
class RankModel:
    """What curators picked, as one linear model over the words, categories, facts and authors of a work.

    Log-odds that a reading list about the field takes a new work in. ``words`` holds words as ``text.words`` spells
    them, and categories and facts with a dot before them.
    """

    made_on: str  # a date
    provenance: str  # what it learned from
    words: tuple[str, ...]
    rarity: NDArray[np.float32]  # [word, 2]: in titles, in texts
    weights: NDArray[np.float32]  # [word, 4]: in title, text, categories, facts
    base: float
    title_weights: NDArray[np.float32]  # [word, 2]: in title, categories, of a work without a text
    title_base: float
    authors: NDArray[np.uint64]  # hashes of their names, in order
    author_odds: NDArray[np.float32]  # what each adds
    middle: float  # log-odds that one new work in fifty reaches: from there it is of the field
    title_middle: float  # the same where there is no text
    kinds: Mapping[str, tuple[float, float]] = field(
        default_factory=dict
    )  # (scale, middle) of what is no paper


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """A linear model over the terms of a text and the facts of its record, as a pack ships it.

    Its outputs, in this order, are log-odds of the relevances, the axes and the topics.
    """

    made_on: str  # a date
    provenance: str  # what it learned from
    outputs: tuple[str, ...]  # "core", "adjacent", "off", "platform", ..., "platform/hardware", ...
    terms: tuple[str, ...]  # one to three words
    idf: NDArray[np.float32]  # [term]
    title_weights: NDArray[np.float32]  # [term, output], where the term stands in a title
    text_weights: NDArray[np.float32]  # [term, output], where it stands in title or text
    facts: tuple[str, ...]  # "shape=paper", "role=serving", ...
    fact_weights: NDArray[np.float32]  # [fact, output]
    bias: NDArray[np.float32]  # [output]
    learned: NDArray[np.uint64]  # hashes of the ids of the works it learned from

    @property
    def name(self) -> str:
        """Tells it from every other: its day and a digest of its weights."""
        digest = blake2b(self.bias.tobytes() + self.fact_weights.tobytes(), digest_size=4)
        return f"{self.made_on} {digest.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a work's classification: it wins over the machine, and teaches it."""

    work_id: str
    field: Field
    value: str
    at: datetime
    person: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """What a work is about and who it comes from; axis and topic are None where relevance is "off"."""

    relevance: Relevance
    axis: str | None
    topic: str | None
    sector: Sector | None  # None: cannot be told
    kind: str  # paper, survey, technical-report, release, blog-post, issue-thread, discussion, ...
    why: str = ""
    corrected: tuple[Field, ...] = ()  # the fields that a person said
    worth: float | None = None  # the chance that it is worth acting on, being worth knowing counted .4


@dataclass(frozen=True, slots=True)
class Pick:
    """A curator's or a repository's choice of a work."""

    work_id: str
    by: str  # a reading list, or the repository that cites
    at: datetime
    core: bool  # whether the list is about the pack's own field; the others are broader
    n_together: int = 1  # works that came in the same commit; many: in bulk
    kind: str = "list"  # list, daily, code_citation, text_citation
    votes: int | None = None  # of a daily pick, as seen before the moment of knowledge
    machine: bool = False  # whether the commit names a machine as its author


# --- the landscape ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a work stands on the map: whole numbers from 0 to 65,535, x to the right and y down."""

    work_id: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Area:
    """A region of the map: the words that stand out in it, its middle, and how many works it was named by."""

    level: int  # 0: named while all of the map is seen; 1: when one looks closer
    terms: tuple[str, ...]  # the most telling first
    x: int
    y: int
    n_works: int


@dataclass(frozen=True, slots=True)
class Charted:
    """A map as a pack ships it, laid out by neighbours."""

    made_on: date
    spots: tuple[Spot, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A work on the map."""

    work_id: str
    title: str
    x: int
    y: int
    axis: str | None  # None: cannot be told
    topic: str | None
    known_on: date
    uses: tuple[tuple[date, float], ...] = ()  # from each day on, the signal "adoption", oldest first


@dataclass(frozen=True, slots=True)
class Landscape:
    """The map of works: how it was laid out, its dots, and its regions."""

    method: str  # "at once" or "by neighbours"
    made_on: date
    dots: tuple[Dot, ...]
    areas: tuple[Area, ...]


# --- ranking and planning ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known at a moment, for one reader (``seams.Known``); nothing in it is later than ``at``."""

    at: datetime
    pack: Pack
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)  # by work id, oldest first
    marks: Sequence[Mark] = ()  # of the reader, oldest first
    wishes: Sequence[Wish] = ()  # of the reader, oldest first
    ranker: RankModel | None = None  # the pack's
    classes: Mapping[str, Classification] = field(default_factory=dict)  # by work id, of what is no paper


@dataclass(frozen=True, slots=True)
class Signal:
    """A number in [0, 1], higher is better, or None for unknown; with what it rests on."""

    name: str
    value: float | None
    evidence: str = ""
    at: datetime | None = None  # when what it rests on happened, where that makes an older work news again


@dataclass(frozen=True, slots=True)
class Term:
    """What one thing adds to a work's log-odds."""

    name: str  # of a signal, or "pre-release", "loud source"
    odds: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work with its score in [0, 1], the signals behind it, and one line a reader can check."""

    work: Work
    score: float  # the sigmoid of the sum of its terms
    signals: tuple[Signal, ...]
    why: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, eq=False)
class Rows:
    """Works as rows of named features."""

    features: tuple[str, ...]  # "word:kv cache", "author:A. Author", "lab:...", "source:..."; none: nameless
    matrix: csr_array  # float32 [work, feature]; further rows may follow those of the works

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Of each feature, in small letters."""
        return {name.casefold(): n for n, name in enumerate(self.features)}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The works of one ranking as arrays, by id: all that is needed to rank them anew for one reader."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    sources: tuple[str, ...]
    streams: tuple[Stream | None, ...]
    odds: NDArray[np.float64]  # log-odds that do not depend on the reader [work]
    rows: Mapping[str, Rows]  # by signal of the reader

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Of each id."""
        return {work_id: n for n, work_id in enumerate(self.ids)}


@dataclass(frozen=True, slots=True)
class RankStamp:
    """What a ranking was made from: while all three would be the same, it need not be made again."""

    version: str  # of the ranker
    made_at: datetime  # the moment of knowledge
    inputs: str  # a digest of everything else that went in
    seed: int = 0  # of whatever is drawn; what ships draws nothing


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a slot that is a bundle."""

    title: str
    url: str
    work: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A dated piece of a week."""

    kind: str
    minutes: int
    stream: Stream | None
    sector: Sector | None
    title: str
    url: str
    work: str  # the work's id; the source's id where the slot is a bundle
    why: str
    source: str = ""  # name of the source that brought it
    items: tuple[Part, ...] = ()
    prompts: tuple[str, ...] = ()  # what to write down or try while reading
    about: tuple[Part, ...] = ()  # threads about it and near-duplicates that were folded under it


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting."""

    at: datetime
    slots: tuple[Slot, ...]
    name: str = ""  # of its rule in the cadence
    sequence: int = 0  # how often it changed since the week was first planned

    @property
    def minutes(self) -> int:
        """Sum over its slots."""
        return sum(slot.minutes for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Yielded:
    """A quota that the budget or the material could not meet."""

    kind: str
    wanted: int
    got: int
    reason: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A work that nearly made it into a slot, and what it lacked."""

    kind: str
    title: str
    url: str
    work: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Alert:
    """Something rare from a lab or person that the reader follows."""

    name: str  # whom they follow
    title: str
    url: str
    work: str
    why: str  # how rare it is


@dataclass(frozen=True, slots=True)
class Gauge:
    """What is behind one gauge of a plan."""

    name: str  # a field of Gauges
    basis: str  # the numbers it is made of, or what is missing
    remedy: str = ""  # one thing to do; empty where there is nothing to mend
    history: tuple[tuple[str, float], ...] = ()  # ISO week and value of earlier plans, oldest first


@dataclass(frozen=True, slots=True)
class Gauges:
    """The two gauges; None until there is enough history to tell. Lower is better."""

    days_behind: float | None = None  # median age in days at which works that mattered reached a plan
    filter_bubble: float | None = None  # in [0, 1]: 0 is as varied as the field, 1 is one source only
    about: tuple[Gauge, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a venue: a deadline, or a meeting of several days."""

    id: str
    title: str
    at: datetime  # the deadline, or the beginning of the first day
    url: str
    last: date | None = None  # of a meeting: its last day


@dataclass(frozen=True, slots=True)
class Reading:
    """How long a person took for a work, and what had been estimated without their pace."""

    person: str
    work_id: str
    kind: str  # of the slot in which it was planned, or else of the work
    estimate_min: float
    minutes: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a person does not read, or reads less."""

    first: date
    last: date
    budget_min: int = 0  # minutes of a lighter week; 0: away


@dataclass(frozen=True, slots=True)
class Followed:
    """A lab or person whose works get a slot of their own."""

    name: str
    authors: tuple[str, ...] = ()  # spellings in author lists, in small letters
    sources: tuple[str, ...] = ()  # ids of what they publish


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team, as the shared store knows them; their hours are values of their own cadence."""

    name: str
    role: str = ""  # of the pack; empty: the default cadence
    interests: tuple[str, ...] = ()  # topics, axes and words beside those of the role
    zone: str = ""  # IANA name; empty: that of the settings
    github: str = ""  # account on GitHub
    hub: str = ""  # and on the Hugging Face Hub
    hardware: tuple[str, ...] = ()  # what they can reproduce on: "H100", "RTX 4090"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a person gave back to the field."""

    person: str
    kind: ContributionKind
    title: str
    url: str  # one person gives each address once; by hand it may be empty
    at: datetime
    origin: str = "hand"  # or who found it: store, github, hub
    project: str = ""  # "owner/name" where it went to a repository


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open issue that a person could take, and what speaks for it."""

    title: str
    url: str
    work: str
    project: str  # owner/name
    score: float  # in [0, 1]
    reasons: tuple[str, ...] = ()  # the strongest first


@dataclass(frozen=True, slots=True)
class Habits:
    """What the weeks of a person must fit beside the cadence, and what was learned of their reading."""

    away: tuple[Away, ...] = ()
    models_in_use: tuple[str, ...] = ()  # as written on a hub or in a report: "DeepSeek-V3"
    follows: tuple[Followed, ...] = ()
    pace: Mapping[str, float] = field(
        default_factory=dict
    )  # minutes taken for one estimated, by kind; "" for all
    classes: Mapping[str, Classification] = field(default_factory=dict)  # what works are about, by work id
    interests: tuple[str, ...] = ()  # topics, axes and words
    suggested: tuple[Suggestion, ...] = ()  # for the contribution's slot, the best first
    reports: Mapping[str, str] = field(default_factory=dict)  # what a report tells, in a line, by work key


@dataclass(frozen=True, slots=True)
class Plan:
    """One person's week."""

    person: str
    week: str  # ISO week, "2026-W27"
    starts_on: date
    at: datetime  # the moment of knowledge it was made from
    budget_min: int
    sessions: tuple[Session, ...]
    yielded: tuple[Yielded, ...] = ()
    missed: tuple[Missed, ...] = ()  # the best work left out, one for each kind of slot
    let_go: tuple[Missed, ...] = ()  # carried over until it was too old
    alerts: tuple[Alert, ...] = ()
    notices: tuple[str, ...] = ()  # an absence, a lighter week
    dates: tuple[Dated, ...] = ()  # of venues, that lie ahead
    cancelled: tuple[Session, ...] = ()  # of an earlier plan of this week, and in this one no more
    gauges: Gauges = field(default_factory=Gauges)
    objective: float = 0.0  # sum of the picks' values, less what their imbalance costs
    bound: float = 0.0  # proven: no week that meets these quotas has a higher objective
    gap: float = 0.0  # relative distance of the two
    snapshot_date: str | None = None  # set where a stream came from the shipped snapshot
    snapshot_streams: tuple[Stream, ...] = ()

    @property
    def planned_min(self) -> int:
        """Sum over its sessions; never above the budget."""
        return sum(session.minutes for session in self.sessions)


# --- accounts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in; the person's name is that of their marks and plans."""

    person: str
    role: AccountRole
    hash: str = field(repr=False)  # argon2id of the password; empty: no password opens it
    at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """What a program may come in with, and do; its secret was shown once and is not kept."""

    id: str
    person: str
    name: str
    scopes: tuple[Scope, ...]
    at: datetime
    expires_at: datetime | None = None  # None: never


@dataclass(frozen=True, slots=True)
class Audited:
    """Something that was done to accounts, or to what all share; or that somebody could not come in."""

    person: str  # who did it, or tried to
    action: str  # "signed in", "not signed in", "POST /api/v1/sources"
    subject: str
    address: str  # from where
    at: datetime


# --- summaries ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summarizer:
    """A language model that writes summaries, behind an OpenAI-compatible endpoint."""

    endpoint: str  # all before /chat/completions, such as http://127.0.0.1:8000/v1
    model: str
    key: str = field(default="", repr=False)
    price_in: float | None = None  # of a million tokens that it reads; None: unknown
    price_out: float | None = None  # and that it writes
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a language model wrote about a work. Shown as such, and never an input of a rank, a search or a class."""

    work_id: str
    model: str
    text: str
    at: datetime
    read: str  # a digest of what the model was given
    n_in: int | None = None  # tokens that it read and wrote, as the endpoint counted them
    n_out: int | None = None
    cost: float | None = None  # None: the prices or the tokens are unknown
    currency: str = "USD"


# --- what runs by itself ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JobState:
    """What is known of a job: when it last ran and how it ended, and who runs it now."""

    name: str
    person: str  # whose it is; empty where it is done for all
    covered_at: datetime | None  # what was due up to then is done; None: it never ran
    started_at: datetime | None = None
    ended_at: datetime | None = None
    holder: str = ""  # the process that runs it, or ran it when it was killed
    lease_until: datetime | None = None  # when it may be taken from that process
    n_failed: int = 0  # in a row
    error: str = ""  # of the last run
    note: str = ""  # what the last run did

    def is_held(self, at: datetime) -> bool:
        """Whether a process runs it at that moment, as far as is known."""
        return bool(self.holder) and self.lease_until is not None and self.lease_until > at


# --- the quarterly review -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Use:
    """How much a work was in use from a day on, those who made it left out."""

    at: datetime
    weight: float  # sum over all who cite it, as ``AdoptionPrior`` weighs them
    organisations: frozenset[str]  # independent ones that cite it
    mentions: tuple[Mention, ...] = ()  # independent ones, that came on that day


@dataclass(frozen=True, slots=True)
class Lapse:
    """That a work was retracted or withdrawn, and when that was told."""

    at: datetime
    told: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A work as a review looks at it."""

    keys: tuple[str, ...]  # all that it goes by
    title: str
    url: str
    published: date | None
    uses: tuple[Use, ...] = ()  # oldest first
    lapse: Lapse | None = None

    @property
    def key(self) -> str:
        """The one it is named by."""
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Grounds:
    """One dated piece of evidence."""

    on: date
    told: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of the canon that a review puts to the vote."""

    kind: ProposalKind
    key: str  # of the work that enters, or of the row that leaves
    title: str
    url: str
    since: date  # the day from which the rule for it held
    why: str
    row: str | None = None  # id of the canon's row that it changes
    replaces: str | None = None  # title of that row, where another work takes its place
    published: date | None = None
    weight: float = 0.0  # of its use at the moment of the review
    curve: tuple[tuple[str, float], ...] = ()  # weight at the end of each of the last quarters
    grounds: tuple[Grounds, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a proposal."""

    person: str
    quarter: str  # of the review, "2026-Q2"
    verdict: Verdict
    proposal: Proposal
    at: datetime
    because: str = ""


@dataclass(frozen=True, slots=True)
class Staleness:
    """How much of a list is out of date, and how soon half of it will be."""

    n_rows: int
    overtaken: tuple[tuple[str, date], ...]  # rows of the list by title, and since when, oldest first
    n_ended: int  # rows that were ever overtaken, over
    row_years: float  # years that rows stood on the list without being so
    half_on: date | None  # None where no row was ever overtaken

    @property
    def value(self) -> float:
        """Share of the list in [0, 1] that is out of date; unlike a score, lower is better."""
        return len(self.overtaken) / self.n_rows if self.n_rows else 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """What a quarter says about the canon, as it was known at a moment."""

    quarter: str  # "2026-Q2"
    at: datetime
    rows: tuple[CanonWork, ...]  # the list that is judged
    proposals: tuple[Proposal, ...]  # a person calls them by their place, from 1
    staleness: Staleness
    n_more: int = 0  # proposals beyond the rule's ``n_most``, the weakest
    notes: tuple[str, ...] = ()  # what was refused, and successors that are no papers


@dataclass(frozen=True, slots=True)
class CanonVersion:
    """The list as it stood from a moment on."""

    at: datetime
    because: str
    rows: tuple[CanonWork, ...]


# --- going out --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a person's digest goes, as settings.toml has it."""

    name: str
    type: str  # a line of the table of channels: "email", "slack", ...
    person: str
    told: Mapping[str, str] = field(default_factory=dict, repr=False)  # addresses and secrets, by name


@dataclass(frozen=True, slots=True)
class Digest:
    """A week on its way to a reader."""

    plan: Plan
    home: str = ""  # where the web app is reached, without a slash at the end; empty: nowhere
    stop: str = ""  # the address that ends these messages; empty: there is none
    works: tuple[Work, ...] = ()  # that it plans, as far as they are known
    test: bool = False  # sent to try a channel


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail on its way to a server."""

    sender: str
    to: str  # one address, or several with commas between them
    data: bytes  # with its headers, as RFC 5322 has it


@dataclass(frozen=True, slots=True)
class Deposit:
    """Works on their way into a library, by id, as that library writes them."""

    items: tuple[tuple[str, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list that goes out."""

    id: str  # stable: an absolute URI
    title: str
    url: str
    at: datetime  # when it came onto the list
    authors: tuple[str, ...] = ()
    source: str = ""  # name of what brought it, or its venue
    published_at: datetime | None = None
    note: str = ""  # why it is on the list
    group: str = ""  # heading under which it stands
    parts: tuple[Part, ...] = ()  # of a bundle
    works: tuple[Work, ...] = ()  # that it is about


@dataclass(frozen=True, slots=True)
class Listing:
    """Works on their way out: the plan, the canon, or what a search finds."""

    id: str  # stable: an absolute URI
    title: str
    told: str  # what it is, in a sentence
    at: datetime  # of its newest entry
    entries: tuple[Entry, ...]
    home: str = ""  # its page, where there is one
    own: str = ""  # its own address, where it is a feed that is served


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that a channel must know."""

    name: str
    told: str  # what it is, in words
    default: str | None = None  # None: it must be given
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One week over one channel to one person, from the moment on when it was taken in hand."""

    person: str
    week: str
    channel: str
    key: str  # by which a receiver can tell that it has it already
    state: DeliveryState
    at: datetime  # of the last attempt
    told: str = ""  # what became of it, in words; no address, no secret
    n_tries: int = 0
    next_at: datetime | None = None  # the receiver wants nothing before


@dataclass(frozen=True, slots=True)
class Link:
    """An address that opens without signing in; its secret was shown once and is not kept."""

    id: str
    person: str
    kind: LinkKind
    name: str  # the person's for what reads there, or the channel that it ends
    at: datetime


# --- reports ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One fact that a report tells, with the words that tell it.

    ``field`` is one of ``reports.fields.FIELDS``. Parameters and tokens are counts, contexts in units of 1,024 where
    the report writes K, shares and utilisation in 0..1, durations in days or GPU-hours, money in US dollars.
    """

    model: str  # the variant
    field: str
    stage: str | None  # of training; None where the field has none
    value: str  # as printed
    unit: str | None
    normalised: float | int | str
    qualifier: str  # exact, approx, at_least, at_most, up_to
    quote: str  # verbatim, white space collapsed, at most 200 characters
    page: int | str  # 1-based, or the file's name
    where: str  # prose, table, figure caption
    is_other: bool = False  # of a compared, ablated or base model
    by: str = ""  # the language model that proposed it; empty: read by rules


ClaimKind = Literal[
    "up_to_peak",
    "safety_assurance",
    "superlative",
    "comparison_unfair_or_unspecified",
    "measured_with_baseline",
    "vague_efficiency",
    "measured_no_baseline",
    "neutral_fact",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a report, judged alone."""

    kind: ClaimKind
    is_marketing: bool
    why: str  # a few words: what decided
    quote: str  # verbatim
    page: int | str


Agreement = Literal["consistent", "estimate", "inconsistent"]


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic check on what a report tells."""

    model: str
    name: str  # "6 N D", "parts against total"
    expression: str  # with the numbers, such as "6 × 37e9 × 14.8e12"
    computed: float
    stated: float | None  # None: the report states nothing to hold it against
    verdict: Agreement
    note: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reticence:
    """A field that a report does not disclose, and how it says so."""

    field: str
    status: str  # silent, by_reference(REPORT), withheld
    quote: str = ""
    page: int | str = ""


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report with all that was read out of it."""

    name: str  # that of its file, or what the person called it
    family: str  # of models, as the report calls it
    n_pages: int
    disclosures: tuple[Disclosure, ...]
    reticences: tuple[Reticence, ...]
    checks: tuple[Check, ...]
    claims: tuple[Claim, ...]
    missing: tuple[str, ...] = ()  # what could not be read
    maker: str = ""  # the lab's id in the pack; empty where the opening names none
    made_on: str = ""  # the day its file says it was made ("2025-01-23"); empty where it says none


# --- checkpoints ------------------------------------------------------------------------------------

Purpose = Literal[
    "commercial", "research", "internal"
]  # internal: by an organisation for itself, nothing given out
FindingLevel = Literal["error", "warning", "unknown", "note"]  # unknown: could not tell


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of a checkpoint: on the Hub, in its cache, or in a folder."""

    path: str  # with slashes, from the top of the repository
    size: int  # bytes
    sha256: str | None = None  # of its content, where it is known without reading
    git_sha1: str | None = None  # git's name of the blob; of an LFS object that of its pointer
    scan: str = ""  # what the Hub's own scanner says against it


@dataclass(frozen=True, slots=True)
class HubFinding:
    """One thing found about a checkpoint: by which rule, about which file or repository, and what it rests on."""

    rule: str  # "licence-conflict", "pickle", "shard-missing"
    level: FindingLevel
    subject: str
    told: str
    rests_on: str = ""  # the sentence or number that decides
    source: str = ""  # where that stands

    @property
    def id(self) -> str:
        """Stable over runs: what a baseline accepts."""
        return f"{self.rule}:{self.subject}"


@dataclass(frozen=True, slots=True)
class CheckpointAudit:
    """What an audit came to."""

    name: str  # OWNER/NAME, or a folder
    revision: str  # the commit that was audited; empty for a folder
    use: Purpose
    at: datetime
    licence: str  # as the card tells it; empty where it does not
    verdict: str  # allowed, conditions, forbidden, unknown
    files: tuple[HubFile, ...]
    findings: tuple[HubFinding, ...]
    accepted: tuple[HubFinding, ...] = ()  # by a baseline
    facts: Mapping[str, str] = field(default_factory=dict)  # gating, parameters, what was read
