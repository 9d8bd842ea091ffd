"""The map of works for one home: laid out once, kept, and filled as works come; nothing that stands is moved.

On the map is what is of the field: every ranked work but those that were classified as off it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from mainstem.errors import UsageError
from mainstem.model import Area, Catalogue, Classification, Dot, Knowledge, Landscape, Spot
from mainstem.wiring import classing

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from mainstem.pipeline.landscape.layout import Spots
    from mainstem.wiring import Mainstem

_KEPT = "landscape"  # in the database's own facts: how the map was laid out, and when
AT_ONCE, BY_NEIGHBOURS = "at once", "by neighbours"
_NEEDED = ("needs the extra landscape, which is not installed", "pip install 'mainstem[landscape]'")
_FEW = 50  # works below which neighbours say nothing
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a map is made from: works of the field, their classes, and the words that they share."""

    ids: Sequence[str]
    titles: Sequence[str]
    classes: Mapping[str, Classification]
    words: Sequence[str]
    matrix: csr_array  # float32 [work, word]


class Map:
    """The map of one store; what was drawn last stays in memory until works, classes or the map change."""

    def __init__(self, app: Mainstem) -> None:
        self._app = app
        self._held: tuple[object, Landscape] | None = None

    def landscape(self, say: Say = lambda _: None) -> Landscape:
        """The map as it is, after every work that has no spot yet was given one."""
        state = self._state()
        if self._held is None or self._held[0] != state:
            ground = self._ground(say)
            spots = self._spots(ground, say)
            self._held = self._state(), self._drawn(ground, spots)
        return self._held[1]

    def build(self, say: Say = lambda _: None) -> Landscape:
        """Lays every work out anew by its neighbours, starting from where it stands: a few seconds a thousand works.

        Raises UsageError where the extra ``landscape`` is not installed.
        """
        from mainstem.pipeline.landscape import layout

        ground = self._ground(say)
        standing = self._spots(ground, say)
        if len(ground.ids) < _FEW:
            return self.landscape()
        say(f"Laying out {len(ground.ids):,} works")
        start = layout.as_array([standing[name] for name in ground.ids])
        try:
            self._keep(ground, layout.by_neighbours(ground.matrix, start), BY_NEIGHBOURS)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "openTSNE":
                raise
            raise UsageError("mainstem landscape build", *_NEEDED) from error
        return self.landscape()

    def name(self, say: Say = lambda _: None) -> Landscape:
        """Names the regions anew; no work is moved."""
        from mainstem.pipeline.landscape import layout

        ground = self._ground(say)
        standing = self._spots(ground, say)
        _, _, method = (self._app.store.meta.get(_KEPT) or "").partition(" ")
        self._keep(ground, layout.as_array([standing[name] for name in ground.ids]), method)
        self._held = None
        return self.landscape()

    def _state(self) -> object:
        store, at = self._app.store, self._app.view().at
        return (
            store.items.revision(),
            self._app.pack_digest,
            at.date(),
            store.meta.get(_KEPT),
            len(store.classes.corrections()),
        )

    def _ground(self, say: Say) -> _Ground:
        from mainstem.pipeline.landscape import layout

        app = self._app
        app.load_shipped()
        held: Catalogue = app.ranking.held(app.view(), say)
        classes = classing.by_id(app, held.ids)
        of_field = [n for n, name in enumerate(held.ids) if not _is_off(classes.get(name))]
        words, matrix = layout.words(held.rows["taste"], of_field)
        ids, titles = [held.ids[n] for n in of_field], [held.titles[n] for n in of_field]
        return _Ground(ids, titles, classes, words, matrix)

    def _spots(self, ground: _Ground, say: Say) -> dict[str, Spot]:
        """Where each work stands; the first map is the pack's or laid out, and later works are placed among it."""
        maps = self._app.store.maps
        known = maps.spots() or self._first(ground, say)
        there = [n for n, name in enumerate(ground.ids) if name in known]
        new = [n for n, name in enumerate(ground.ids) if name not in known]
        if new:
            self._place(ground, known, there, new)
        return maps.spots() if new else known

    def _first(self, ground: _Ground, say: Say) -> dict[str, Spot]:
        from mainstem.pipeline.landscape import layout

        shipped, maps = self._app.charted, self._app.store.maps
        if shipped and {one.work_id for one in shipped.spots} & set(ground.ids):
            maps.lay_out(shipped.spots, shipped.areas)
            self._app.store.meta.set(_KEPT, f"{shipped.made_on} {BY_NEIGHBOURS}")
        else:
            say("Drawing the map")
            self._keep(ground, layout.at_once(ground.matrix), AT_ONCE)
        return maps.spots()

    def _place(
        self, ground: _Ground, known: Mapping[str, Spot], there: Sequence[int], new: Sequence[int]
    ) -> None:
        from mainstem.pipeline.landscape import layout

        names = [ground.ids[n] for n in new]
        stand = layout.as_array([known[ground.ids[n]] for n in there])
        found = layout.placed(ground.matrix[list(new)], ground.matrix[list(there)], stand, names)
        self._app.store.maps.place(_as_spots(names, found))

    def _keep(self, ground: _Ground, spots: Spots, method: str) -> None:
        areas = self._areas(ground, spots)
        self._app.store.maps.lay_out(_as_spots(ground.ids, spots), areas)
        self._app.store.meta.set(_KEPT, f"{self._app.clock().date()} {method}")

    def _areas(self, ground: _Ground, spots: Spots) -> list[Area]:
        from mainstem.pipeline.landscape import regions

        topics = self._app.pack.topics
        spelled = regions.spelling(word for topic in topics for word in topic.words)
        called = {topic.id: topic.called for topic in topics}
        once = _once(ground.titles)  # "Not much happened today", every day, names no region
        told = [ground.classes.get(ground.ids[n]) for n in once]
        names = [called.get(one.topic or "") if one else None for one in told]
        return regions.regions(spots[once], ground.words, ground.matrix[once], spelled, names)

    def _drawn(self, ground: _Ground, spots: Mapping[str, Spot]) -> Landscape:
        store = self._app.store
        made_on, _, method = (store.meta.get(_KEPT) or "").partition(" ")
        days, uses = store.works.days(), self._uses(ground.ids)
        dots = [
            _dot(name, title, spots[name], ground.classes.get(name), days[name], uses.get(name, ()))
            for name, title in zip(ground.ids, ground.titles, strict=True)
            if name in spots and name in days
        ]
        return Landscape(method, date.fromisoformat(made_on), tuple(dots), tuple(store.maps.areas()))

    def _uses(self, ids: Sequence[str]) -> dict[str, tuple[tuple[date, float], ...]]:
        """How much each cited work is in use from each day on."""
        from mainstem.signals import adoption

        app, at = self._app, self._app.view().at
        mentions = app.store.works.mentions(at)
        known = Knowledge(at, app.pack, mentions)
        cited = app.store.works.of([name for name in ids if name in mentions])
        return {
            name: tuple((step.at.date(), step.value) for step in adoption.history(work, known))
            for name, work in cited.items()
        }


@dataclass(frozen=True, slots=True)
class Held:
    """A region of the map, and the works in it: the most used first, then the newest."""

    area: Area
    dots: Sequence[Dot]


def within(told: Landscape, words: str) -> Held:
    """The region that goes by these words, wide ones before close ones; raises UsageError where none does."""
    wanted = set(words.replace("·", " ").casefold().split())
    fits = [area for area in told.areas if wanted and wanted <= _words(area)]
    if fits:
        area = min(fits, key=lambda one: (one.level, len(_words(one))))  # the name itself before a longer one
        level = [one for one in told.areas if one.level == area.level]
        return Held(area, ordered([dot for dot in told.dots if nearest(dot, level) is area]))
    names = "; ".join(", ".join(area.terms) for area in told.areas if area.level == 0 and area.terms)
    raise UsageError(words, "is no region of the map", f"There are: {names}" if names else None)


def _words(area: Area) -> set[str]:
    return {*" ".join(area.terms).casefold().split()}


def ordered(dots: Sequence[Dot]) -> list[Dot]:
    """The most used first, then the newest."""
    return sorted(
        dots, key=lambda dot: (-dot.uses[-1][1] if dot.uses else 0, -dot.known_on.toordinal(), dot.work_id)
    )


def as_svg(app: Mainstem, site: str) -> str:
    """The map as an SVG file whose dots lead to the pages of the works at a site, or to the works themselves."""
    from mainstem.pipeline.landscape import picture
    from mainstem.pipeline.landscape.scene import scene

    told = app.map.landscape()
    urls = {} if site else {name: one.url for name, one in app.store.works.of(_names(told)).items()}
    drawn = scene(told, height=900)
    return picture.svg(drawn, title(app, told), lambda name: urls.get(name) or f"{site}/works/{quote(name)}")


def as_png(app: Mainstem) -> bytes:
    """The map as a PNG file; raises UsageError where the extra ``landscape`` is not installed."""
    from mainstem.pipeline.landscape import picture
    from mainstem.pipeline.landscape.scene import scene

    told = app.map.landscape()
    try:
        return picture.png(scene(told, height=900), title(app, told))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "PIL":
            raise
        raise UsageError("a PNG", *_NEEDED) from error


def title(app: Mainstem, told: Landscape) -> str:
    """What stands above the map: the pack, how many works, the day."""
    return f"The landscape of {app.pack.name}: {len(told.dots):,} works, {app.view().at:%-d %B %Y}"


def _names(told: Landscape) -> list[str]:
    return [dot.work_id for dot in told.dots]


def most_used(told: Landscape) -> list[tuple[Area, Dot | None]]:
    """The wide regions, the largest first, and of the works nearest to each the one that is most in use."""
    wide = sorted((area for area in told.areas if area.level == 0), key=lambda area: -area.n_works)
    found: dict[Area, Dot] = {}
    for dot in sorted((dot for dot in told.dots if dot.uses), key=lambda dot: -dot.uses[-1][1]):
        found.setdefault(nearest(dot, wide), dot)
    return [(area, found.get(area)) for area in wide]


def nearest(dot: Dot, areas: Sequence[Area]) -> Area:
    """The region whose middle is nearest."""
    return min(areas, key=lambda area: (area.x - dot.x) ** 2 + (area.y - dot.y) ** 2)


def _once(titles: Sequence[str]) -> list[int]:
    """The first work of each title."""
    return sorted({title: n for n, title in reversed(list(enumerate(titles)))}.values())


def _is_off(told: Classification | None) -> bool:
    return told is not None and told.relevance == "off"


def _as_spots(names: Sequence[str], spots: Spots) -> list[Spot]:
    return [Spot(name, x, y) for name, (x, y) in zip(names, spots.tolist(), strict=True)]


def _dot(
    name: str,
    title: str,
    spot: Spot,
    told: Classification | None,
    day: date,
    uses: tuple[tuple[date, float], ...],
) -> Dot:
    axis, topic = (told.axis, told.topic) if told else (None, None)
    return Dot(name, title, spot.x, spot.y, axis, topic, day, uses)
