"""What licences allow and ask, as data with sources; whether a chain of them fits a use, and fits together.

No legal advice: a verdict says what the rules of ``licences.toml`` say, in whose words, and where they stand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from mainstem.model import HubFinding, Purpose

Verdict = Literal["allowed", "conditions", "unknown", "forbidden"]
Part = Literal["model", "base", "dataset"]
_OPENING_CHARS = 4000  # of a licence's text, in which its name stands
WORST: tuple[Verdict, ...] = ("allowed", "conditions", "unknown", "forbidden")  # in order


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence: verdicts by use, and what it asks of whoever builds on it."""

    id: str
    name: str
    uses: Mapping[str, Verdict]
    share: str
    told: str
    source: str
    same: tuple[str, ...] = ()
    not_into: tuple[str, ...] = ()
    prefix: str = ""
    words: str = ""
    signature: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One member of a chain: a model, what it is built on, or what it was trained on."""

    part: Part
    name: str
    licence: str  # as its card tells: an id of the Hub, an SPDX expression, or empty
    licence_name: str = ""  # of "other"
    text: str = ""  # its licence file, as far as it was read


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a chain of licences says for a use."""

    verdict: Verdict
    findings: tuple[HubFinding, ...]


@cache
def table() -> Mapping[str, Licence]:
    """Every licence by its id."""
    return {id_: _licence(id_, row) for row in _data()["licence"] for id_ in row["ids"]}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(
        resources.files("mainstem.hub").joinpath("licences.toml").read_text(encoding="utf-8")
    )


def _licence(id_: str, row: Mapping[str, Any]) -> Licence:
    uses = {use: row[use] for use in ("commercial", "research", "internal")}
    rest = {key: row.get(key, "") for key in ("prefix", "words", "signature", "names")}
    same, not_into = tuple(row.get("same", ())), tuple(row.get("not_into", ()))
    return Licence(id_, row["name"], uses, row["share"], row["told"], row["source"], same, not_into, **rest)


def is_known(id_: str) -> bool:
    """Whether the Hub knows the id, or it is an expression of such."""
    return all(one in table() and one for option in options(id_) for one in option)


def guess(name: str) -> str:
    """The licence of a well-known model whose card cannot be asked; empty where that is not known."""
    return next((id_ for form, id_ in _data()["known"].items() if re.search(form, name)), "")


def resolved(licence: str, licence_name: str = "") -> str:
    """The id or expression meant: "other" with a name that is known goes by that."""
    told = licence.strip().lower()
    if told not in ("other", "unknown", "") or not licence_name:
        return told
    spoken = re.sub(r"[\s_]+", "-", licence_name.strip().lower())
    if spoken in table():
        return spoken
    return next((one.id for one in table().values() if one.names and re.search(one.names, spoken)), told)


@cache
def options(expression: str) -> tuple[tuple[str, ...], ...]:
    """An expression as alternatives, each of licences that hold together: "a OR (b AND c)" is (a), (b, c)."""
    told = expression.strip().lower()
    if " or " not in told and " and " not in told:
        return ((told.partition(" with ")[0].strip("() "),),)
    from license_expression import ExpressionError, ExpressionParseError, Licensing

    licensing = Licensing()
    try:
        parsed = licensing.dnf(licensing.parse(told))
    except (ExpressionError, ExpressionParseError):
        return ((told,),)
    parts = parsed.args if isinstance(parsed, licensing.OR) else (parsed,)
    return tuple(tuple(str(key) for key in licensing.license_keys(part)) for part in parts)


def verdict(expression: str, use: Purpose) -> tuple[Verdict, Licence]:
    """The verdict of the alternative that suits the use best, and the licence that decides it."""
    judged = [max((_single(one, use) for one in option), key=_badness) for option in options(expression)]
    return min(judged, key=_badness)


def _single(id_: str, use: Purpose) -> tuple[Verdict, Licence]:
    licence = table().get(id_) or table()["unknown"]
    return licence.uses[use], licence


def _badness(judged: tuple[Verdict, Licence]) -> int:
    return WORST.index(judged[0])


# --- a chain -------------------------------------------------------------------------------------------


def judge(chain: Sequence[Link], use: Purpose) -> Judgement:
    """The verdict of a chain whose first link is the model itself, with what it rests on.

    The worst of the model and all it is built on counts. Whether data bind a model that was trained on them is not
    settled: data that forbid the use make it ``conditions``, with a warning, and never ``forbidden``.
    """
    findings: list[HubFinding] = []
    worst: Verdict = "allowed"
    for link in chain:
        told, licence = verdict(_told(link), use)
        findings.append(_finding(link, told, licence, use))
        if link.part == "dataset":
            told = (
                "conditions"
                if told in ("forbidden", "conditions") and _is_strict(told, licence)
                else "allowed"
            )
        worst = max(worst, told, key=WORST.index)
    model = chain[0]
    findings += [one for base in chain[1:] for one in _fits(model, base)]
    findings += _text(chain)
    return Judgement(worst, tuple(findings))


def _is_strict(told: Verdict, licence: Licence) -> bool:
    return told == "forbidden" or licence.share == "same"


_LEVEL: dict[Verdict, Literal["error", "warning", "unknown", "note"]] = {
    "allowed": "note", "conditions": "note", "unknown": "unknown", "forbidden": "error",
}  # fmt: skip
_DATA_LEVEL: dict[Verdict, Literal["error", "warning", "unknown", "note"]] = {
    "allowed": "note", "conditions": "note", "unknown": "warning", "forbidden": "warning",
}  # fmt: skip
_SAYS: dict[Verdict, str] = {
    "allowed": "allows {use} use",
    "conditions": "allows {use} use on conditions: {told}",
    "unknown": "does not tell whether {use} use is allowed: {told}",
    "forbidden": "forbids {use} use: {told}",
}


def _finding(link: Link, told: Verdict, licence: Licence, use: Purpose) -> HubFinding:
    level = (_DATA_LEVEL if link.part == "dataset" else _LEVEL)[told]
    by_text = f"{licence.name} (by its text)" if _told(link) else "no licence told"
    shown = link.licence_name or link.licence or by_text
    says = _SAYS[told].format(use=use, told=licence.told)
    rests = _rests(link, licence)
    return HubFinding(f"licence-{link.part}", level, link.name, f"{shown} {says}", rests, licence.source)


def _rests(link: Link, licence: Licence) -> str:
    """The sentence of its own licence file, in quotes; or else the rule in our words."""
    found = quote(link.text, licence)
    return f"“{found}”" if found else licence.told


def quote(text: str, licence: Licence) -> str:
    """The sentence of a licence's text that decides, white space collapsed; empty where it is not found."""
    if not text or not licence.words:
        return ""
    plain = " ".join(text.split())
    found = re.search(licence.words, plain)
    if found is None:
        return ""
    start = max((m.end() for m in re.finditer(r"[.;:](?=\s)", plain[: found.start()])), default=0)
    end = re.search(r"[.;](?=\s|$)", plain[found.end() :])
    return plain[start : found.end() + (end.end() if end else 200)].strip()[:400]


def _fits(model: Link, base: Link) -> Iterator[HubFinding]:
    """Whether the model's licence is one that what it is built on lets it have."""
    if base.part == "dataset":
        return
    licence = next(
        (table()[one] for option in options(_told(base)) for one in option if one in table()), None
    )
    licence = licence or table()["unknown"]
    rests = _rests(base, licence)
    mine, that = model.licence_name or model.licence or "no licence", base.licence_name or base.licence
    match _combines(options(_told(base)), options(_told(model))):
        case "no":
            told = f"{mine} does not fit {that} of {base.name}: {_asks(licence)}"
            yield HubFinding("licence-conflict", "error", model.name, told, rests, licence.source)
        case "unknown":
            told = f"whether {mine} fits {that or 'the licence'} of {base.name} cannot be told"
            yield HubFinding("licence-fit", "unknown", model.name, told, rests, licence.source)
    if licence.prefix and not re.match(_prefix(licence), model.name.rpartition("/")[2], re.IGNORECASE):
        told = f"the name must begin with {licence.prefix}: it is built on {base.name}"
        yield HubFinding("licence-name", "warning", model.name, told, licence.told, licence.source)


def _told(link: Link) -> str:
    """The licence of a link: as its card names it, or else the one whose text lies beside it."""
    told = resolved(link.licence, link.licence_name)
    found = recognised(link.text)
    return found[0].id if told in ("other", "unknown", "") and len(found) == 1 else told


def recognised(text: str) -> list[Licence]:
    """The licences whose text this is, the first id of each."""
    opening = text[:_OPENING_CHARS]
    found = [one for one in table().values() if one.signature and re.search(one.signature, opening)]
    return list({one.name: one for one in reversed(found)}.values())[::-1]


Fit = Literal["yes", "unknown", "no"]
_FITS: tuple[Fit, ...] = ("yes", "unknown", "no")  # in order


def _combines(theirs: tuple[tuple[str, ...], ...], ours: tuple[tuple[str, ...], ...]) -> Fit:
    """One alternative of theirs must go, each of its licences, with every alternative that we offer."""

    def goes(one: str) -> Fit:
        return max(
            (min((_allows(one, my) for my in mine), key=_FITS.index) for mine in ours), key=_FITS.index
        )

    return min((max(map(goes, option), key=_FITS.index) for option in theirs), key=_FITS.index)


def _prefix(licence: Licence) -> str:
    return r"[-_ ]?".join(re.escape(word) for word in licence.prefix.split())


def _allows(base: str, mine: str) -> Fit:
    """Whether something under ``base`` may become part of something under ``mine``."""
    theirs, ours = table().get(base), table().get(mine)
    if theirs is None or theirs.share == "unknown":
        return "unknown"
    if theirs.share == "any":
        return "no" if mine in theirs.not_into else "yes"
    if theirs.share == "none":
        return "no"
    if ours is None or ours.id in ("other", "unknown", ""):
        return "unknown"
    if theirs.share == "noncommercial":
        return "yes" if ours.uses["commercial"] == "forbidden" else "no"
    return "yes" if mine in theirs.same else "no"


def _asks(licence: Licence) -> str:
    asks = {
        "none": "what is built on it may not be given out",
        "noncommercial": "what is built on it must forbid commercial use too",
        "any": f"the two cannot be combined ({', '.join(licence.not_into)})",
    }
    return asks.get(licence.share, f"it asks for {' or '.join(licence.same)}")


def _text(chain: Sequence[Link]) -> Iterator[HubFinding]:
    """A licence file that is another licence's than the card says."""
    for link in chain:
        meant = {one for option in options(_told(link)) for one in option}
        found = recognised(link.text)
        names = {one.name for one in found}
        if found and link.licence and not any(table()[one].name in names for one in meant if one in table()):
            why = f"the card says {link.licence}, the licence file is {', '.join(sorted(names))}"
            yield HubFinding("licence-text", "warning", link.name, why, "", found[0].source)
