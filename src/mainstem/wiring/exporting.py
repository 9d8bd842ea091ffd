"""Files out of what is known: the week, the canon and searches in every format of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.exports import LISTS, TABLE
from mainstem.wiring import listing

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that goes out."""

    data: bytes
    media: str
    ending: str


def formats(of: str) -> list[str]:
    """The formats in which something can be written: more for the week than for a list of works."""
    names = {word for name in LISTS for word in LISTS.words(name)}
    if of == "week":
        names |= {word for name in TABLE for word in TABLE.words(name)}
    return sorted(names)


def export(app: Mainstem, fmt: str, of: str = "week", *, home: str = "", own: str = "") -> Exported:
    """The week (planned where it is not), the canon, or what a query finds, in a format; raises UsageError.

    Formats of a plan write this week's; those of lists the last weeks' too, so that a feed holds both.
    """
    module = TABLE.name_for(fmt) if of == "week" else None
    if module is not None:
        from mainstem.wiring.sending import plan_of

        written = TABLE[module].write(plan_of(app, None))
        return Exported(_bytes(written), TABLE[module].MEDIA, fmt)
    module = LISTS.name_for(fmt)
    if module is None:
        raise UsageError(fmt, "is no format of that", f"There are {', '.join(formats(of))}")
    writer = LISTS[module]
    told = listing.listing(app, of, home=home, own=own)
    return Exported(_bytes(writer.write(told)), writer.MEDIA, writer.ENDING)


def _bytes(written: str | bytes) -> bytes:
    return written.encode() if isinstance(written, str) else written
