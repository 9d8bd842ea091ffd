"""Checks what a pack says: every entry against its form, then the entries against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mainstem.errors import PackError
from mainstem.model import ItemKind
from mainstem.packs import forms
from mainstem.packs.read import HEADS, KINDS, OVERLAY, Written
from mainstem.text.identity import url_of

# Endpoint types that lead to a door, not to a document.
_DOORS = frozenset({"none", "slack", "discord"})
_NESTED: dict[str, type[forms.Form]] = {
    "endpoint": forms.EndpointForm,
    "deadline": forms.DeadlineForm,
    "successor": forms.SuccessorForm,
    "predecessor": forms.SuccessorForm,
    "slot": forms.SlotForm,
    "priors": forms.PriorsForm,
    "adoption": forms.AdoptionForm,
}
Steps = Sequence[int | str]  # the steps from an entry to a field
_MAX_SHOWN = 60  # characters of a wrong value that an error repeats


@dataclass(slots=True)
class Checked:
    """The sound forms of a pack, and the faults of the others."""

    rows: dict[tuple[str, str], forms.Form] = field(default_factory=dict)
    heads: list[forms.Form] = field(default_factory=list)
    faults: list[PackError] = field(default_factory=list)

    def all(self, form: type[forms.F]) -> list[forms.F]:
        """The entries of one form, in order."""
        return [row for row in self.rows.values() if type(row) is form]

    def head(self, form: type[forms.F]) -> forms.F | None:
        """What stands above the entries of a file, or None where it is not sound."""
        return next((head for head in self.heads if type(head) is form), None)


def check(written: Written) -> Checked:
    """Every form that is sound; the faults stand in the order of the files."""
    checked = Checked(faults=list(written.faults))
    for file, layers in written.heads.items():
        _check_head(file, layers, checked)
    silence = checked.head(forms.OverlayForm)
    silenced = set(silence.silence) if silence else set()
    for (kind, name), entry in written.entries.items():
        if kind != "source" and name in silenced:
            continue
        form, faults = _validated(KINDS[kind][1], entry.data)
        checked.faults += [PackError(f"{entry.file}: {name}: {_spelt(path)}", what) for path, what in faults]
        if form:
            checked.rows[kind, name] = form
    if not written.faults:  # a file that could not be read would make every reference to it dangle
        checked.faults += _between(checked, written, silenced)
    return checked


def _check_head(file: str, layers: Sequence[tuple[str, dict[str, Any]]], checked: Checked) -> None:
    data: dict[str, Any] = {}
    for _, layer in layers:
        data = _merged(data, layer)
    form, faults = _validated(HEADS[file], data)
    for path, what in faults:
        checked.faults.append(PackError(f"{_layer_of(path, layers)}: top: {_spelt(path)}", what))
    if form:
        checked.heads.append(form)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """``base`` with the values of ``over``; tables are merged, all else is replaced."""
    both = {k for k in base.keys() & over.keys() if isinstance(base[k], dict) and isinstance(over[k], dict)}
    return base | over | {k: _merged(base[k], over[k]) for k in both}


def _layer_of(path: Steps, layers: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """The file that said what stands at ``path``; the pack's own where none did."""
    return next((told for told, data in reversed(layers) if _holds(data, path)), layers[0][0])


def _holds(data: Any, path: Steps) -> bool:
    for step in path:
        if not isinstance(data, dict):
            return True
        if step not in data:
            return False
        data = data[step]
    return True


# --- one entry ----------------------------------------------------------------------------------------


def _validated(form: type[forms.F], data: dict[str, Any]) -> tuple[forms.F | None, list[tuple[Steps, str]]]:
    """The form, or the path to each field that is wrong and what is wrong with it."""
    try:
        return form.model_validate(data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        return None, [([step for step in e["loc"] if step != "[key]"], _said(e, form)) for e in found]


def _spelt(path: Steps) -> str:
    """``endpoint[2].url``, counted from 1."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _said(details: ErrorDetails, form: type[forms.Form]) -> str:
    match details["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            at = [_NESTED[step] for step in details["loc"][:-1] if step in _NESTED] or [form]
            return f"is not a field here; allowed are {', '.join(at[-1].model_fields)}"
        case "value_error":
            return details["msg"].removeprefix("Value error, ")
    shown = repr(details["input"])
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}..."
    return f"{details['msg'].replace('Input should', 'must')}, not {shown}"


# --- the entries between each other -------------------------------------------------------------------


def _between(checked: Checked, written: Written, silenced: set[str]) -> Iterator[PackError]:
    for place, name, steps, what in _misfits(checked, written, silenced):
        if place in HEADS:
            subject = f"{_layer_of(steps.split('.'), written.heads[place])}: top"
        else:
            subject = f"{written.entries[place, name].file}: {name}"
        yield PackError(f"{subject}: {steps}", what)


Misfit = tuple[str, str, str, str]  # kind and name (or a head's file and ""), field, what is wrong


def _misfits(checked: Checked, written: Written, silenced: set[str]) -> Iterator[Misfit]:
    axes = written.names("axis")
    for source in checked.all(forms.SourceForm):
        yield from _of_source(source, axes)
    yield from _of_topics(checked, axes)
    yield from _of_works(checked)
    labs = written.names("lab")
    for repository in checked.all(forms.RepositoryForm):
        if repository.lab and repository.lab not in labs:
            yield "repository", repository.name, "lab", _dangling(repository.lab, "labs.toml", labs)
    yield from _of_cadence(checked, written.names("slot"), silenced)
    sources = written.names("source")
    for role in checked.all(forms.RoleForm):
        yield from _of_role(role, sources)
    manners = checked.head(forms.MannersForm)
    for name in manners.priors.source if manners else ():
        if name not in sources:
            yield "manners.toml", "", f"priors.source.{name}", "is not the id of a source"
    names = {name for _, name in written.entries}
    for name in sorted(silenced - names):
        yield OVERLAY, "", "silence", f"{name!r} is not the name of any entry"


def _dangling(name: str, file: str, known: set[str]) -> str:
    return f"{name!r} is not in {file}; there are {', '.join(sorted(known)) or 'none'}"


def _of_source(source: forms.SourceForm, axes: set[str]) -> Iterator[Misfit]:
    for axis in source.axes:
        if axis not in axes:
            yield "source", source.id, "axes", _dangling(axis, "taxonomy.toml", axes)
    seen: set[str] = set()
    for number, endpoint in enumerate(source.endpoint, 1):
        at = f"endpoint[{number}].url"
        if (endpoint.url is None) != (endpoint.type == "none"):
            yield "source", source.id, at, 'is needed, except for type "none", which has none'
        elif (endpoint.url or "") in seen:
            yield "source", source.id, at, "stands twice in this source"
        seen.add(endpoint.url or "")
    by_machine = any(e.type not in _DOORS and e.status not in ("dead", "none") for e in source.endpoint)
    if not by_machine and not source.by_hand:
        yield (
            "source",
            source.id,
            "by_hand",
            "is missing: no endpoint can be followed, so say what a person must do",
        )


def _of_topics(checked: Checked, axes: set[str]) -> Iterator[Misfit]:
    for topic in checked.all(forms.TopicForm):
        axis = topic.id.partition("/")[0]
        if axis not in axes:
            yield "topic", topic.id, "id", _dangling(axis, "taxonomy.toml as [[axis]]", axes)


def _of_works(checked: Checked) -> Iterator[Misfit]:
    blocked = {row.key for row in checked.all(forms.BlockedForm)}
    owner: dict[str, str] = {}
    works = [("work", w) for w in checked.all(forms.WorkForm)]
    for kind, work in [*works, *(("candidate", w) for w in checked.all(forms.CandidateForm))]:
        for key in (work.key, *work.aliases):
            at = "key" if key == work.key else "aliases"
            if key in blocked:
                yield kind, work.id, at, f"{key} is on the block-list"
            elif owner.setdefault(key, work.id) != work.id:
                yield kind, work.id, at, f"{key} belongs to {owner[key]} already"
        if work.url is None and url_of(work.key) is None:
            yield kind, work.id, "url", "is missing, and the key alone gives no address"


def _of_cadence(checked: Checked, slots: set[str], silenced: set[str]) -> Iterator[Misfit]:
    sessions = checked.all(forms.SessionForm)
    for session in sessions:
        for kind in session.holds:
            if kind not in slots:
                yield (
                    "session",
                    session.name,
                    "holds",
                    _dangling(kind, "cadence.toml as [[slot]]", slots - silenced),
                )
    for slot in checked.all(forms.SlotForm):
        longest = max((s.max_min for s in sessions if slot.kind in s.holds), default=0)
        if slot.min_min > slot.max_min:
            yield "slot", slot.kind, "min_min", f"{slot.min_min} is above max_min, {slot.max_min}"
        elif not longest:
            yield "slot", slot.kind, "kind", "stands in no session's holds"
        elif slot.min_min > longest:
            yield (
                "slot",
                slot.kind,
                "min_min",
                f"{slot.min_min} does not fit into a session of {longest} minutes",
            )
    cadence = checked.head(forms.CadenceForm)
    if cadence:
        yield from _of_budget(cadence, slots)


def _of_role(role: forms.RoleForm, sources: set[str]) -> Iterator[Misfit]:
    for number, slot in enumerate(role.slot, 1):
        if slot.min_min > slot.max_min:
            what = f"{slot.min_min} is above max_min, {slot.max_min}"
            yield "role", role.id, f"slot[{number}].min_min", what
        for source in slot.sources:
            if source not in sources:
                yield "role", role.id, f"slot[{number}].sources", f"{source!r} is not the id of a source"


def _of_budget(cadence: forms.CadenceForm, slots: set[str]) -> Iterator[Misfit]:
    low, high = cadence.budget_range_min
    if not low <= cadence.budget_min <= high:
        yield (
            "cadence.toml",
            "",
            "budget_min",
            f"{cadence.budget_min} is outside budget_range_min, {low} to {high}",
        )
    known = {*get_args(ItemKind), *slots}
    for kind in cadence.minutes:
        if kind not in known:
            yield "cadence.toml", "", f"minutes.{kind}", _dangling(kind, "the kinds of items or slots", known)
