"""What a person asks for in so many words: to follow, to mute, to forget; and taking it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from mainstem.errors import UnknownSource, UsageError
from mainstem.model import Followed, Mark, Wish, WishKind, WishSense

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

KINDS: tuple[WishKind, ...] = get_args(WishKind)


class Named(NamedTuple):
    """Something that can be followed or muted, by the name it goes by here, and what is known of it."""

    kind: WishKind
    name: str
    told: str


def wish(
    app: Mainstem, sense: WishSense, kind: WishKind, name: str, exceptions: Sequence[str] = ()
) -> tuple[Wish, Named]:
    """Records a wish, once; raises UsageError or UnknownSource for what nothing answers to."""
    named = resolve(app, kind, name)
    excepted = tuple(_spelled(app, exception) for exception in exceptions)
    made = Wish(app.settings.person, sense, named.kind, named.name, app.clock(), excepted)
    app.store.wishes.take_back(made)  # a mute told again may have other exceptions
    app.store.wishes.add(made)
    return made, named


def standing(app: Mainstem, *senses: WishSense) -> list[Wish]:
    """The person's wishes of these senses, oldest first."""
    return [one for one in app.store.wishes.of(app.settings.person) if one.sense in senses]


def end(app: Mainstem, sense: WishSense, kind: WishKind, name: str) -> Wish:
    """Takes back the wish of that name; raises UsageError where there is none."""
    wanted = name.strip().casefold()
    known = [one for one in standing(app, sense) if one.kind == kind]
    found = [one for one in known if wanted in (one.name.casefold(), one.name.casefold().rpartition("/")[2])]
    if not found:
        found = [one for one in known if one.name == _resolved_or_none(app, kind, name)]
    if not found:
        raise UsageError(f"{kind} {name}", "no such wish stands", f"`mainstem {sense}` lists them")
    app.store.wishes.take_back(found[0])
    return found[0]


def undo(app: Mainstem) -> Mark | Wish | None:
    """Takes back the later of the last mark and the last wish, and returns it."""
    person = app.settings.person
    wishes, marks = app.store.wishes.of(person), app.store.marks
    last_mark = max((mark.at for mark in marks.of(person)), default=None)
    if wishes and (last_mark is None or wishes[-1].at > last_mark):
        app.store.wishes.take_back(wishes[-1])
        return wishes[-1]
    return marks.undo(person)


def followed(app: Mainstem) -> tuple[Followed, ...]:
    """The authors, labs and sources that the person follows, as the planner knows them."""
    labs = {lab.id: lab for lab in app.pack.labs}
    found = []
    for one in standing(app, "follow"):
        if one.kind == "author":
            found.append(Followed(one.name, (one.name.casefold(),)))
        elif one.kind == "source":
            found.append(Followed(one.name, (), (one.name,)))
        elif one.kind == "lab" and one.name in labs:
            lab = labs[one.name]
            names = tuple(name.casefold() for name in (lab.name, *lab.names))
            found.append(Followed(lab.name, names, (f"lab-{lab.id}",)))
    return tuple(found)


# --- names ----------------------------------------------------------------------------------------


def split(told: str) -> tuple[WishKind, str]:
    """Kind and name of "source:blog-vllm" or "author:Tri Dao"; a word where no kind is told."""
    kind, colon, name = told.partition(":")
    return (kind, name) if colon and kind in KINDS else ("word", told)


def resolve(app: Mainstem, kind: WishKind, name: str) -> Named:
    """What a person means by a name; raises UsageError or UnknownSource."""
    name = " ".join(name.split())
    if not name:
        raise UsageError(kind, "an empty name", "Say who or what, such as `mainstem follow author NAME`")
    return _RESOLVERS[kind](app, name)


def _author(app: Mainstem, name: str) -> Named:
    spelled = app.store.works.authors(name)
    n = sum(spelled.values())
    best = max(spelled, key=lambda one: (spelled[one], one), default=name)
    known = (
        f"{n:,} {'work' if n == 1 else 'works'} here" if n else "no work here yet; it counts once there is"
    )
    return Named("author", best, known)


def _lab(app: Mainstem, name: str) -> Named:
    wanted = name.casefold()
    for lab in app.pack.labs:
        if wanted in {spelled.casefold() for spelled in (lab.id, lab.name, *lab.names)}:
            return Named("lab", lab.id, lab.name)
    raise UsageError(name, "is no lab of this pack", _near(name, [lab.id for lab in app.pack.labs]))


def _topic(app: Mainstem, name: str) -> Named:
    wanted = name.casefold()
    for topic in app.pack.topics:
        if wanted in (topic.id.casefold(), topic.id.casefold().rpartition("/")[2]):
            return Named("topic", topic.id, topic.definition)
    raise UsageError(name, "is no topic of this pack", _near(name, [topic.id for topic in app.pack.topics]))


def _source(app: Mainstem, name: str) -> Named:
    try:
        return Named("source", name, app.source(name).name)
    except UnknownSource as error:
        near = _near(name, [source.id for source in app.pack.sources])
        raise UnknownSource(name, error.what, near) from error


def _folder(app: Mainstem, name: str) -> Named:
    held = folders(app)
    for folder in held:
        if folder.casefold() == name.casefold():
            n = held[folder]
            return Named("folder", folder, f"{n:,} {'work' if n == 1 else 'works'}")
    hint = f"Put works into it: `mainstem file WORK {name}` or `mainstem import FILE --folder {name}`"
    raise UsageError(name, "is a folder that holds nothing", hint)


def _word(app: Mainstem, name: str) -> Named:
    return Named("word", name.casefold(), "in a title or a text")


_RESOLVERS: dict[WishKind, Callable[[Mainstem, str], Named]] = {
    "author": _author,
    "lab": _lab,
    "topic": _topic,
    "source": _source,
    "folder": _folder,
    "word": _word,
}


def folders(app: Mainstem) -> Counter[str]:
    """The person's folders, and how many works each holds."""
    filed = {(m.note, m.work_id) for m in app.store.marks.of(app.settings.person) if m.action == "file"}
    return Counter(sorted(folder for folder, _ in filed))


def _spelled(app: Mainstem, exception: str) -> str:
    kind, name = split(exception)
    found = resolve(app, kind, name)
    return found.name if kind == "word" else f"{kind}:{found.name}"


def _resolved_or_none(app: Mainstem, kind: WishKind, name: str) -> str | None:
    try:
        return resolve(app, kind, name).name
    except UsageError:
        return None


def _near(name: str, known: Sequence[str]) -> str:
    """The names that hold the word, else the nearest in spelling."""
    from difflib import get_close_matches

    short = name.casefold()
    found = [one for one in known if short in one.casefold()] or get_close_matches(short, known, 5, 0.5)
    near = ", ".join(found[:5])
    return f"Near to it: {near}" if near else f"It has {', '.join(known[:3])} and {len(known) - 3} more"
