"""Checkpoints audited before use: on the Hub, in its cache, or in a folder; and the ones in use, week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem.errors import Forbidden, Gated, Gone, MainstemError, Missing, UsageError
from mainstem.hub import audit as auditor
from mainstem.hub import baseline
from mainstem.hub.chain import nowhere, on_hub
from mainstem.hub.claims import Claim
from mainstem.hub.tree import Folder
from mainstem.model import CheckpointAudit, Draft, HubFinding, Purpose, Source
from mainstem.text.query import Query, Term
from mainstem.wiring.claiming import CLAIMED, card_claims
from mainstem.wiring.shipping import hub_of

if TYPE_CHECKING:
    from mainstem.hub.remote import Hub, Remote, Talk
    from mainstem.store.reports import Kept
    from mainstem.wiring import Mainstem, Say

# Where news about the models in use come from.
IN_USE = Source("models-in-use", "Models in use", "hub", "community", "mixed", (), "", "weekly", "", ())
_ADVISORY = (
    "cve-", "security", "malicious", "malware", "backdoor", "vulnerab", "unsafe", "exploit", "poison", "arbitrary code",
)  # fmt: skip
_N_HITS = 50
_SLOW_BYTES = 10**9  # what takes more than a moment to hash
_GONE = "gone"  # the state of a checkpoint that cannot be read any more


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be audited, and how."""

    target: str  # OWNER/NAME, OWNER/NAME@REVISION, or a folder
    use: Purpose = "commercial"
    full: bool = False  # fetch and hash every byte
    offline: bool = False
    baseline: Path | None = None
    hashes: bool = True  # hash what the cache holds


def audit(app: Mainstem, wanted: Wanted, say: Say) -> CheckpointAudit:
    """The audit, kept for the next one to be compared with where all of the repository was seen.

    Raises UsageError for a name that is none, Missing, Gated and Gone for what cannot be read, and NetError.
    """
    accepted = baseline.load(wanted.baseline) if wanted.baseline else []
    folder = Path(wanted.target).expanduser()
    with closing(hub_of(app)) as hub:
        asked = _in_folder(app, hub, folder, wanted) if folder.is_dir() else _named(app, hub, wanted, say)
        made = auditor.audit(replace(asked, accepted=accepted))
    if not folder.is_dir() and not asked.is_partial and asked.locked is None:
        app.store.checkpoints.put(made)
    return made


def _in_folder(app: Mainstem, hub: Hub, folder: Path, wanted: Wanted) -> auditor.Asked:
    tree = Folder(folder)
    told = [*card_claims(tree), *_report_claims(app, tree.name)]
    look = nowhere if wanted.offline else on_hub(hub)
    return auditor.Asked(tree, wanted.use, app.clock(), look, claims=told, full=True)


def _named(app: Mainstem, hub: Hub, wanted: Wanted, say: Say) -> auditor.Asked:
    name, _, revision = wanted.target.partition("@")
    if name.count("/") != 1 or not all(name.split("/")):
        told = "is neither a folder nor OWNER/NAME"
        raise UsageError(wanted.target, told, "Write OWNER/NAME, or OWNER/NAME@REVISION")
    if wanted.offline:
        return _offline(app, hub, name, revision or None, wanted)
    return _online(app, hub, name, revision or None, wanted, say)


def _online(
    app: Mainstem, hub: Hub, name: str, revision: str | None, wanted: Wanted, say: Say
) -> auditor.Asked:
    """Pins the revision before anything else is read, so that what moves meanwhile does not matter."""
    from mainstem.hub.remote import Remote

    info = hub.info(name, revision)
    files = hub.files(name, info.revision, scan=True)
    say(f"{name} at {info.revision[:12]}: {len(files)} files")
    tree = Remote(hub, info, files, tuple(files) if wanted.full else ())
    asked = auditor.Asked(
        tree, wanted.use, app.clock(), on_hub(hub), info.revision, info.gated, full=wanted.full
    )
    try:
        claims = [*card_claims(tree), *_report_claims(app, name)]
        _fetch(hub, tree, say)
        _knock(tree)
    except Gated:
        return replace(asked, tree=Remote(hub, info, {}), locked=info.card)
    held = hub.cached(name, info.revision) if wanted.hashes else None
    if held and (size := sum(file.size for file in held.files.values())) > _SLOW_BYTES:
        say(f"Hashing {size / 1e9:.1f} GB in the cache")
    return replace(asked, held=held, claims=claims, before=_before(app, name))


def _fetch(hub: Hub, tree: Remote, say: Say) -> None:
    """Brings what is wanted whole into the cache."""
    for path in sorted(tree.fetched):
        say(f"Fetching {path}")
        hub.fetch(tree.name, tree.info.revision, path)


def _knock(tree: Remote) -> None:
    """Raises Gated where the files may not be read: the card alone often may."""
    probe = next((path for path in tree.files if path.endswith((".json", ".safetensors"))), None)
    if probe:
        tree.read(probe, 0, 8)


def _offline(app: Mainstem, hub: Hub, name: str, revision: str | None, wanted: Wanted) -> auditor.Asked:
    last = app.store.checkpoints.last(name)
    held = hub.cached(name, revision) or (hub.cached(name, last.revision) if last and not revision else None)
    if held is None:
        raise Missing(
            name, "is not in the cache at that revision", "Run the audit once with a network, with --full"
        )
    told = [*card_claims(held), *_report_claims(app, name)]
    return auditor.Asked(
        held, wanted.use, app.clock(), nowhere, revision=held.revision, held=held, claims=told,
        before=_before(app, name), full=True, is_partial=True,
    )  # fmt: skip


def _before(app: Mainstem, name: str) -> CheckpointAudit | None:
    last = app.store.checkpoints.last(name)
    return None if last is None or last.facts.get("state") == _GONE else last


# --- claims ----------------------------------------------------------------------------------------------


def _report_claims(app: Mainstem, name: str) -> Iterator[Claim]:
    """What the technical report of this very model tells, where it was read (``mainstem report add``)."""
    from mainstem.reports.compare import rows

    kept: list[Kept] = app.store.reports.all()
    for row in rows(one.read for one in kept):
        if not _is_named(row.model, name):
            continue
        for field in CLAIMED:
            for one in row.told.get(field, ())[:1]:
                if isinstance(one.normalised, int | float) and one.qualifier == "exact":
                    where = f"report {row.report}, page {one.page}"
                    yield Claim(field, float(one.normalised), one.quote, where)


def _is_named(model: str, name: str) -> bool:
    """Whether a report's model is the repository's, but for the words that tell how it was trained on."""
    plain = "".join(c for c in name.rpartition("/")[2].casefold() if c.isalnum())
    wanted = "".join(c for c in model.casefold() if c.isalnum())
    for end in ("instruct", "chat", "base", "it"):
        plain, wanted = plain.removesuffix(end), wanted.removesuffix(end)
    return bool(wanted) and plain == wanted


# --- models in use ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to a model in use, as it stands in the week."""

    model: str
    title: str
    told: str
    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Watched:
    """What a look at the models in use came to."""

    audits: tuple[CheckpointAudit, ...]
    news: tuple[News, ...]
    unknown: tuple[str, ...]  # models whose repository is not known
    failed: tuple[MainstemError, ...]  # that could not be asked now


def in_use(app: Mainstem, use: Purpose, say: Say) -> Watched:
    """Audits every model in use by its headers; what changed since the last time becomes items of the week.

    The job of the scheduler, once a week: a new revision, a changed licence, a takedown, a new advisory.
    """
    audits, news, failed = list[CheckpointAudit](), list[News](), list[MainstemError]()
    names, unknown = _names(app)
    for name in names:
        before = app.store.checkpoints.last(name)
        try:
            made = audit(app, Wanted(name, use, hashes=False), say)
        except (Missing, Gone, Gated, Forbidden) as error:
            news += _taken_down(app, name, before, error, use)
        except MainstemError as error:
            failed.append(error)
        else:
            audits.append(made)
            news += _news(before, made)
            news += _advisories(app, name, before)
    _take(app, news)
    return Watched(tuple(audits), tuple(news), tuple(unknown), tuple(failed))


def _names(app: Mainstem) -> tuple[list[str], list[str]]:
    """The repositories of the models in use, and the models whose repository cannot be told."""
    found, unknown = list[str](), list[str]()
    for told in app.settings.models_in_use:
        plain = told.removeprefix("https://huggingface.co/").strip("/")
        name = plain if plain.count("/") == 1 else _repository(app, plain)
        (found.append(name) if name else unknown.append(plain))
    return found, unknown


def _repository(app: Mainstem, model: str) -> str | None:
    """The one repository of that name among the works that sources told of; None where there is none, or several."""
    hits = app.store.search.find(Query((Term(model),)), _N_HITS)
    works = [hit.work for hit in hits if hit.work.id.startswith("hf:") and hit.work.id.count("/") == 1]
    names = {work.id.removeprefix("hf:"): work.title for work in works}
    same = [title for key, title in names.items() if key.rpartition("/")[2].casefold() == model.casefold()]
    return same[0] if len(same) == 1 and same[0].count("/") == 1 else None


def _taken_down(
    app: Mainstem, name: str, before: CheckpointAudit | None, error: MainstemError, use: Purpose
) -> Iterator[News]:
    """A model that could be read and cannot any more; told once."""
    if before is None or before.facts.get("state") == _GONE:
        return
    now = app.clock()
    finding = HubFinding("gone", "error", name, error.what)
    gone = replace(before, use=use, at=now, verdict="unknown", findings=(finding,), facts={"state": _GONE})
    app.store.checkpoints.put(gone)
    yield News(
        name, f"{name} cannot be read any more", f"{name} {error.what}.", _page(name), f"gone {now:%Y-%m-%d}"
    )


def _news(before: CheckpointAudit | None, now: CheckpointAudit) -> Iterator[News]:
    """What an audit found to be otherwise than the last time."""
    if before is None:
        return
    changed = [one for one in now.findings if one.rule.startswith("drift-")]
    by_rule = {one.rule: one for one in changed}
    if (licence := by_rule.get("drift-licence")) is not None:
        title = f"{now.name} changed its licence to {now.licence or 'none'}"
        yield News(now.name, title, f"{now.name} {licence.told}.", _page(now.name), f"licence {now.revision}")
    if before.revision != now.revision:
        told = ". ".join(one.told for one in changed if one.rule != "drift-licence")
        title = f"{now.name} has a new revision, {now.revision[:12]}"
        url = f"{_page(now.name)}/commit/{now.revision}"
        yield News(now.name, title, f"{now.name} {told}.", url, f"revision {now.revision}")
    known = {one.id for one in before.findings}
    for one in now.findings:
        if one.rule == "hub-scan" and one.id not in known:
            title = f"{now.name}: the Hub's scanner warns of {one.subject}"
            yield News(
                now.name,
                title,
                f"{one.subject} {one.told}.",
                _page(now.name),
                f"scan {one.subject} {now.revision}",
            )


def _advisories(app: Mainstem, name: str, before: CheckpointAudit | None) -> Iterator[News]:
    """Discussions about safety that came since the last time."""
    if before is None:
        return
    for talk in _talks(app, name):
        if talk.at > before.at and any(word in talk.title.casefold() for word in _ADVISORY):
            yield News(
                name, f"{name}: {talk.title}", "A discussion of its page.", talk.url, f"talk {talk.number}"
            )


def _talks(app: Mainstem, name: str) -> Sequence[Talk]:
    """None where discussions are switched off."""
    with closing(hub_of(app)) as hub:
        try:
            return hub.talks(name)
        except (Missing, Forbidden):
            return ()


def _page(name: str) -> str:
    return f"https://huggingface.co/{name}"


def _take(app: Mainstem, news: Sequence[News]) -> None:
    """Keeps news as items: kind release, so that they are lifted as what tells of a model in use is."""
    from mainstem.pipeline.settle import settle

    now: datetime = app.clock()
    made = []
    for one in news:
        key = f"models-in-use:{one.model} {one.key}"
        draft = Draft(key, one.title, one.url, "release", published_at=now, text=one.told, keys=(key,))
        settled = settle(IN_USE, draft, now)
        made.append(replace(settled, item=replace(settled.item, origin="own"), keys=(key,)))
    if made:
        app.store.items.take_shipped(made)
