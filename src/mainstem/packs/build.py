"""Turns the sound forms of a pack into the nouns of ``model``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC

from mainstem.model import (
    AdoptionPrior,
    Blocked,
    Cadence,
    CanonWork,
    Deadline,
    Endpoint,
    HostLimit,
    KeepRule,
    Lab,
    Pack,
    Priors,
    Repository,
    ReviewRule,
    Role,
    SessionRule,
    Signs,
    SlotRule,
    Source,
    Successor,
    Topic,
    Unit,
)
from mainstem.packs import forms
from mainstem.packs.check import Checked
from mainstem.text.identity import url_of

ConnectorOf = Callable[[str], str | None]


def build(checked: Checked, connector_of: ConnectorOf) -> Pack:
    """The pack that ``checked`` describes; it must be without faults."""
    about, manners = _head(checked, forms.PackForm), _head(checked, forms.MannersForm)
    silence = checked.head(forms.OverlayForm) or forms.OverlayForm()
    works = sorted(checked.all(forms.WorkForm), key=lambda w: w.order)
    priors = manners.priors
    return Pack(
        name=about.name,
        title=about.title,
        description=about.description,
        compiled=about.compiled,
        sources=tuple(_source(s, connector_of, silence) for s in checked.all(forms.SourceForm)),
        canon=tuple(_work(w) for w in works),
        candidates=tuple(_work(w) for w in checked.all(forms.CandidateForm)),
        blocked=tuple(Blocked(b.key, b.reason) for b in checked.all(forms.BlockedForm)),
        topics=tuple(_topic(t) for t in checked.all(forms.TopicForm)),
        labs=tuple(_lab(row) for row in checked.all(forms.LabForm)),
        repositories=tuple(
            Repository(r.name, r.role, tuple(r.former), r.lab) for r in checked.all(forms.RepositoryForm)
        ),
        cadence=_cadence(checked, set(silence.silence)),
        hosts=tuple(HostLimit(h.host, h.n, h.per_s, h.n_open) for h in checked.all(forms.HostForm)),
        keep=tuple(KeepRule(k.kind, k.days) for k in checked.all(forms.KeepForm)),
        priors=Priors(
            dict(priors.shelf.items()),
            priors.source,
            dict(priors.half_life_d.items()),
            priors.weights,
            AdoptionPrior(priors.adoption.weight, priors.adoption.half_life_d, priors.adoption.own),
        ),
        signs=tuple(_signs(row) for row in checked.all(forms.SignsForm)),
        review=ReviewRule(**manners.review.model_dump()),
        roles=tuple(_role(row) for row in checked.all(forms.RoleForm)),
    )


def _head(checked: Checked, form: type[forms.F]) -> forms.F:
    head = checked.head(form)
    if head is None:
        raise AssertionError(f"a pack without faults has its {form.__name__}")
    return head


def _source(form: forms.SourceForm, connector_of: ConnectorOf, silence: forms.OverlayForm) -> Source:
    return Source(
        id=form.id,
        name=form.name,
        kind=form.kind,
        shelf=form.shelf,
        sector=form.sector,
        axes=tuple(form.axes),
        home=form.home or "",
        cadence=form.cadence,
        description=form.description,
        endpoints=tuple(_endpoint(form, e, connector_of) for e in form.endpoint),
        origin=form.origin,
        month=form.month,
        next=form.next,
        ended=form.ended,
        ids=form.ids,
        notes=tuple(form.notes),
        by_hand=form.by_hand,
        silenced=form.id in silence.silence or form.shelf in silence.silence_shelves,
        season=form.season,
        deadlines=_deadlines(form),
        units=tuple(Unit(unit.title, unit.minutes, unit.url or "") for unit in form.unit),
    )


def _deadlines(form: forms.SourceForm) -> tuple[Deadline, ...]:
    rows = (Deadline(row.call, row.what, row.at.astimezone(UTC)) for row in form.deadline)
    return tuple(sorted(rows, key=lambda row: row.at))


def _endpoint(source: forms.SourceForm, form: forms.EndpointForm, connector_of: ConnectorOf) -> Endpoint:
    status, _, date = form.status.partition(" ")
    return Endpoint(
        source_id=source.id,
        type=form.type,
        url=form.url or "",
        status=status,
        status_at=date or None,
        note=form.note or "",
        connector=connector_of(form.type),
        interval_h=form.interval_h or forms.INTERVAL_H[source.cadence],
        drop=tuple(form.drop),
        keep=tuple(form.keep),
    )


def _work(form: forms.CandidateForm) -> CanonWork:
    row = form if isinstance(form, forms.WorkForm) else None
    return CanonWork(
        id=form.id,
        order=row.order if row else None,
        group=form.group,
        key=form.key,
        title=form.title,
        authors=tuple(form.authors),
        submitted=form.submitted,
        venue=form.venue,
        why=form.why or "",
        url=form.url or url_of(form.key) or "",
        aliases=tuple(form.aliases),
        published_title=form.published_title,
        successors=_successors(row.successor if row else ()),
        predecessors=_successors(row.predecessor if row else ()),
        entered=row.entered if row else None,
    )


def _successors(rows: Iterable[forms.SuccessorForm]) -> tuple[Successor, ...]:
    return tuple(Successor(row.title, row.key, row.date, row.relation) for row in rows)


def _topic(form: forms.TopicForm) -> Topic:
    return Topic(form.id, form.id.partition("/")[0], form.definition, tuple(form.words), form.name or "")


def _lab(form: forms.LabForm) -> Lab:
    return Lab(form.id, form.name, form.sector, tuple(form.names), tuple(form.github), tuple(form.hub))


def _signs(form: forms.SignsForm) -> Signs:
    return Signs(form.sector, tuple(form.owners), tuple(form.hosts), tuple(form.names), tuple(form.phrases))


def _cadence(checked: Checked, silenced: set[str]) -> Cadence:
    form = _head(checked, forms.CadenceForm)
    low, high = form.budget_range_min
    return Cadence(
        budget_min=form.budget_min,
        budget_range_min=(low, high),
        n_candidates=form.n_candidates,
        gap=form.gap,
        node_limit=form.node_limit,
        time_limit_s=form.time_limit_s,
        max_per_source=form.max_per_source,
        sessions=tuple(_session(s, silenced) for s in checked.all(forms.SessionForm)),
        slots=tuple(_slot(s) for s in checked.all(forms.SlotForm)),
        minutes=form.minutes,
        words_per_min=form.words_per_min,
        lift=dict(form.lift.items()),
    )


def _session(form: forms.SessionForm, silenced: set[str]) -> SessionRule:
    return SessionRule(
        name=form.name,
        weekdays=tuple(forms.WEEKDAYS.index(day) for day in form.weekdays),
        start=form.start,
        max_min=form.max_min,
        holds=tuple(kind for kind in form.holds if kind not in silenced),
    )


def _slot(form: forms.SlotForm) -> SlotRule:
    return SlotRule(
        kind=form.kind,
        title=form.title,
        count=form.count,
        every=form.every,
        min_min=form.min_min,
        max_min=form.max_min,
        item_kinds=tuple(form.item_kinds),
        streams=tuple(form.streams),
        shelves=tuple(form.shelves),
        bundle=form.bundle,
        each_stream=form.each_stream,
        due_week=form.due_week,
        prompts=tuple(form.prompts),
        sources=tuple(form.sources),
    )


def _role(form: forms.RoleForm) -> Role:
    slots = tuple(_slot(slot) for slot in form.slot)
    return Role(form.id, form.title, tuple(form.interests), slots, form.values)
