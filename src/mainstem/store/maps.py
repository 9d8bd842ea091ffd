"""The map of works: where each stands, and the regions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from mainstem.model import Area, Spot
from mainstem.store.db import Database
from mainstem.store.schema import areas, spots, work_keys, works

_AREA = ("level", "terms", "x", "y", "n_works")


class Maps:
    """The one map of a database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def lay_out(self, told: Iterable[Spot], regions: Sequence[Area]) -> None:
        """Keeps a map in place of the one before."""
        with self._db.writing() as conn:
            conn.execute(delete(spots))
            conn.execute(delete(areas))
            _put(conn, told)
            rows = [
                {"n": n, **{name: getattr(one, name) for name in _AREA}} for n, one in enumerate(regions, 1)
            ]
            if rows:
                conn.execute(insert(areas), rows)

    def place(self, told: Iterable[Spot]) -> None:
        """Adds works to the map; one that stands already, by whatever process, stays where it is."""
        with self._db.writing() as conn:
            there = set(conn.execute(select(spots.c.key)).scalars())
            _put(conn, (one for one in told if one.work_id not in there))

    def spots(self) -> dict[str, Spot]:
        """Where each work stands, by the id it goes by today; of two works that became one, the smaller key's spot."""
        name = func.coalesce(works.c.id, spots.c.key)
        query = (
            select(name, spots.c.x, spots.c.y)
            .outerjoin_from(spots, work_keys, work_keys.c.key == spots.c.key)
            .outerjoin(works, works.c.n == work_keys.c.work_n)
        )
        with self._db.reading() as conn:
            rows = sorted(conn.execute(query.add_columns(spots.c.key)), key=lambda row: row[3], reverse=True)
        return {row[0]: Spot(*row[:3]) for row in rows}

    def areas(self) -> list[Area]:
        """The regions in the order in which they were kept."""
        query = select(*(areas.c[name] for name in _AREA)).order_by(areas.c.n)
        with self._db.reading() as conn:
            return [_area(row) for row in conn.execute(query)]


def _area(row: Any) -> Area:
    level, terms, *rest = row
    return Area(level, tuple(terms), *rest)


def _put(conn: Connection, told: Iterable[Spot]) -> None:
    rows = [{"key": one.work_id, "x": one.x, "y": one.y} for one in told]
    if rows:
        conn.execute(insert(spots), rows)
