"""Adoption: who uses the work, counted by independent organisations and persons, since weight comes from use.

What a mention weighs by its kind, and how soon that fades, is said by the pack (``priors.adoption``). A mention
counts once for each organisation and person: the second by one organisation weighs half, the third a quarter,
and so for one person, so the tenth hardly counts. What was removed again counts no more. Whoever cites
their own work is marked, and weighs less.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from mainstem.model import Mention, Pack, Signal, Source, Use, Work
from mainstem.seams import Known

_GITHUB = re.compile(r"https://(?:api\.)?github\.com/(?:repos/|orgs/)?([\w.-]+)")
_CODE = re.compile(r"github:([^/]+)/")
_OTHERS = re.compile(r"[^a-z0-9]+")
_LEAST = 0.002  # a change of the value that is worth a step of its history
_DAY, _MOMENT = timedelta(days=1), timedelta(microseconds=1)


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """Above .5 and towards 1 (.875 for one new line of code), so that use only ever lifts.

    Unknown for works that nobody mentioned: silence is no evidence, since most good works are never named where
    we listen.
    """
    book = Book(known.pack)
    return [_signal(known.mentions.get(work.id, ()), work, book, known.at) for work in works]


class Evidence(NamedTuple):
    """A mention that came or went."""

    mention: Mention
    own: bool  # by those who wrote the work
    removed: bool = False


class Step(NamedTuple):
    """A day on which the value changed, and what changed it."""

    at: datetime
    value: float
    evidence: tuple[Evidence, ...]


def history(work: Work, known: Known) -> list[Step]:
    """Every day on which adoption rose or fell because of somebody, oldest first; undated mentions have none."""
    book, dated = Book(known.pack), [m for m in known.mentions.get(work.id, ()) if m.at is not None]
    makers = book.makers(work)
    days: dict[datetime, list[Evidence]] = {}
    for mention in dated:
        own = book.is_own(mention, makers)
        for at, removed in ((mention.at, False), (mention.removed_at, True)):
            if at is not None and at <= known.at:
                days.setdefault(_day(at), []).append(Evidence(mention, own, removed))
    steps = []
    for day, evidence in sorted(days.items()):
        before = _value(_voices(dated, work, book, day - _MOMENT))
        value = _value(_voices(dated, work, book, min(day + _DAY - _MOMENT, known.at)))
        if abs(value - before) >= _LEAST:
            steps.append(Step(day, value, tuple(evidence)))
    return steps


def quarters(work: Work, known: Known) -> list[tuple[str, float]]:
    """The value at the end of each quarter ("2026-Q1"), from the first dated mention to ``known.at``."""
    book, dated = Book(known.pack), [m for m in known.mentions.get(work.id, ()) if m.at is not None]
    first = min((m.at for m in dated if m.at is not None and m.at <= known.at), default=None)
    if first is None:
        return []
    found, year, quarter = [], first.year, (first.month + 2) // 3
    while (year, quarter) <= (known.at.year, (known.at.month + 2) // 3):
        following = datetime(year + quarter // 4, quarter % 4 * 3 + 1, 1, tzinfo=UTC)
        end = min(known.at, following)
        found.append((f"{year}-Q{quarter}", _value(_voices(dated, work, book, end))))
        year, quarter = following.year, (following.month + 2) // 3
    return found


def uses(works: Sequence[Work], known: Known) -> list[list[Use]]:
    """For each work, how much it was in use from each day on which that changed, oldest first.

    Those who made it are left out.
    """
    book = Book(known.pack)
    return [_uses(work, known.mentions.get(work.id, ()), book, known.at) for work in works]


def _uses(work: Work, mentions: Sequence[Mention], book: Book, at: datetime) -> list[Use]:
    makers = book.makers(work)
    others = [m for m in mentions if m.at is not None and not book.is_own(m, makers)]
    moments = (moment for m in others for moment in (m.at, m.removed_at) if moment is not None)
    found = []
    for day in sorted({_day(moment) for moment in moments if moment <= at}):
        end = min(day + _DAY - _MOMENT, at)
        voices = _voices(others, work, book, end)
        came = tuple(m for m in others if m.at is not None and m.at <= end and _day(m.at) == day)
        organisations = frozenset(book.organisation(voice.mention) for voice in voices)
        found.append(Use(end, sum(voice.adds for voice in voices), organisations, came))
    return found


# --- who --------------------------------------------------------------------------------------------


class Book:
    """Names, organisations and labs of those who cite, in one pack."""

    def __init__(self, pack: Pack) -> None:
        self.prior = pack.priors.adoption
        self.least = min(self.prior.weight.values(), default=0.0)  # of a kind that the pack does not name
        self.names = {r.name: r.name.rpartition("/")[2] for r in pack.repositories}
        self.names |= {source.id: source.name for source in pack.sources}
        self._repositories = {name: r for r in pack.repositories for name in (r.name, *r.former)}
        self._accounts = {account.casefold(): lab.id for lab in pack.labs for account in lab.github}
        self._sources = {source.id: self._behind(source) for source in pack.sources}
        self._lab_names = {lab.id: {name.casefold() for name in (lab.name, *lab.names)} for lab in pack.labs}
        self._by_letters = defaultdict[str, list[str]](list)
        for name in self._repositories:
            self._by_letters[_letters(name.rpartition("/")[2])].append(name)

    def _behind(self, source: Source) -> str:
        """The organisation behind a source: the lab it is of, else the owner of the repository it follows."""
        if source.shelf == "lab":
            return source.id.removeprefix("lab-")
        owners = (found[1] for endpoint in source.endpoints if (found := _GITHUB.match(endpoint.url)))
        return next(map(self._owner, owners), source.id)

    def _owner(self, account: str) -> str:
        return self._accounts.get(account.casefold(), account.casefold())

    def source(self, mention: Mention) -> str:
        """Who cites, by today's name."""
        repository = self._repositories.get(mention.by)
        return mention.by if repository is None else repository.name

    def name(self, mention: Mention) -> str:
        """Who cites, as one says it: the repository without its owner, or the source's name."""
        source = self.source(mention)
        return self.names.get(source, source)

    def organisation(self, mention: Mention) -> str:
        """The lab or account behind who cites; the source itself where it is its own."""
        repository = self._repositories.get(mention.by)
        if repository is not None and repository.lab is not None:
            return repository.lab
        if mention.by in self._sources:
            return self._sources[mention.by]
        owner, _, name = self.source(mention).partition("/")
        return self._owner(owner) if name else mention.by

    def makers(self, work: Work) -> set[str]:
        """Who made the work: its authors, the labs that signed it, who published it and keeps its code."""
        authors = {author.casefold() for author in work.authors}
        owners = {self._owner(found[1]) for key in work.keys if (found := _CODE.match(key))}
        named = self._bearing(work.title)
        owners |= {self._owner(name.partition("/")[0]) for name in named}
        owners |= {lab for name in named if (lab := self._repositories[name].lab)}
        labs = {lab for lab, names in self._lab_names.items() if not authors.isdisjoint(names)}
        return authors | owners | labs | {self._sources.get(work.source_id, work.source_id)}

    def _bearing(self, title: str) -> list[str]:
        """The repositories whose own name a work bears: then both are of the same hands."""
        bare = title.partition(":")[0].casefold().removesuffix("technical report")
        return self._by_letters.get(_letters(bare), [])

    def is_own(self, mention: Mention, makers: Set[str]) -> bool:
        """Whether the one who cites is one of those who made it."""
        person = mention.author.casefold() if mention.author else None
        return person in makers or self.organisation(mention) in makers


def _letters(text: str) -> str:
    return _OTHERS.sub("", text.casefold())


# --- how much ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Voice:
    """One person of one organisation by their weightiest mention, and what it adds."""

    mention: Mention
    adds: float
    own: bool


def _voices(mentions: Sequence[Mention], work: Work, book: Book, at: datetime) -> list[_Voice]:
    """Everybody who cites the work at a moment, the weightiest first; newer before older where equal."""
    makers = book.makers(work)
    best: dict[tuple[str, str | None], tuple[float, Mention, bool]] = {}
    for mention in mentions:
        own = book.is_own(mention, makers)
        weight = _weight(mention, book, at) * (book.prior.own if own else 1)
        who = book.organisation(mention), mention.author
        if weight and (who not in best or weight > best[who][0]):
            best[who] = (weight, mention, own)
    ordered = sorted(best.items(), key=lambda pair: (-pair[1][0], _newest_first(pair[1][1]), str(pair[0])))
    heard: Counter[str] = Counter()
    voices = []
    for (organisation, author), (weight, mention, own) in ordered:
        names = [organisation, *([f"person {author.casefold()}"] if author else [])]
        voices.append(_Voice(mention, weight / 2 ** sum(heard[name] for name in names), own))
        heard.update(names)
    return sorted(voices, key=lambda voice: -voice.adds)


def _weight(mention: Mention, book: Book, at: datetime) -> float:
    """What a mention says at a moment, by its kind and age; nothing before it was made and once it was removed."""
    if mention.removed_at is not None and mention.removed_at <= at:
        return 0.0
    weight = book.prior.weight.get(mention.kind, book.least)
    half_life_d = book.prior.half_life_d.get(mention.kind)
    if mention.at is None or half_life_d is None:
        return weight
    age_d = (at - mention.at) / _DAY
    return 0.0 if age_d < 0 else weight * 0.5 ** (age_d / half_life_d)


def _value(voices: Sequence[_Voice]) -> float:
    return 1 - 0.5 * 0.25 ** sum(voice.adds for voice in voices)


def _newest_first(mention: Mention) -> float:
    return -mention.at.timestamp() if mention.at is not None else 0.0


def _day(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


# --- in words ---------------------------------------------------------------------------------------


def _signal(mentions: Sequence[Mention], work: Work, book: Book, at: datetime) -> Signal:
    voices = _voices(mentions, work, book, at)
    if voices:
        return Signal("adoption", _value(voices), _evidence(voices, book))
    gone = [mention for mention in mentions if mention.removed_at is not None and mention.removed_at <= at]
    if gone and book.prior.weight:
        return Signal("adoption", 0.5, f"cited no more by {book.name(gone[-1])}")
    return Signal("adoption", None)


def _evidence(voices: Sequence[_Voice], book: Book) -> str:
    """Two sources by name, and how many more there are."""
    sources: dict[str, _Voice] = {}
    for voice in voices:
        sources.setdefault(book.source(voice.mention), voice)
    told = [_told(voice, book) for voice in list(sources.values())[:2]]
    more = f" and {len(sources) - 2} more" if len(sources) > 2 else ""
    return f"cited by {', '.join(told)}{more}"


def _told(voice: _Voice, book: Book) -> str:
    mention = voice.mention
    day = f" {mention.at:%Y-%m-%d}" if mention.at is not None else ""
    return f"{book.name(mention)} {mention.kind}{day}{' (own work)' if voice.own else ''}"
