"""Values told in tables: whose a column or row is, and what a cell says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mainstem.reports.numbers import shown
from mainstem.reports.subject.names import Names
from mainstem.reports.subject.whose import Owner
from mainstem.reports.tables import owners
from mainstem.reports.tables.grids import Cell, Grid, Line
from mainstem.reports.tables.labels import Label, label_of
from mainstem.reports.tables.quantities import is_told, quantities

_TRIAL = re.compile(
    r"\bablation|\bproxy\b|\bscaling[- ]law|\bsmall(?:er)?[- ]scale|\btoy\b|\bpilot\b|\bpreliminary|\bvalidation of\b|\bdraft model"
    r"|\bbaselines?\b.*\bonly\b|\bexperiments? (?:on|with|of) (?:different|various)|\bsimulat|\bpredicted\b|\btime consumption\b",
    re.IGNORECASE,
)  # what a caption says of a table that tells of models that were tried
_MEASURED = re.compile(
    r"\b(?:throughput|latency|tokens? ?/ ?s(?:ec|econd)?|TTFT|TPOT|TGS|TPS|QPS|input len\w*|output len\w*|prefill|decod\w+|speed-?up"
    r"|\(?(?:ms|us|µs)\)?|memory access)(?![A-Za-z])",
    re.IGNORECASE,
)  # what is said of a table that measures how fast something runs
_OF_A_RUN = frozenset(
    {
        "batch_size",
        "context_length_pretrain",
        "context_length_final",
        "training_tokens",
        "precision",
        "gpu_type",
    }
)  # fields that such a table sets for a measurement
_TUNED = re.compile(
    r"\b(?:sft|fine-?\s?tun\w*|rl|post-?\s?train\w*)\b", re.IGNORECASE
)  # a stage after pre-training
_PIECE = re.compile(
    r"\b(?:MTP|draft|vision|visual|ViT|audio|encoder|projector|connector|adapter|reward|indexer|vocoder|codec|tower)\b",
    re.IGNORECASE,
)  # of a model, with numbers of its own


@dataclass(frozen=True, slots=True)
class Stated:
    """A value in a cell and whose it is."""

    field: str
    owner: Owner
    printed: str
    normalised: float | int | str
    unit: str | None
    row: tuple[int, int]  # in the leaf's text
    cell: tuple[int, int]


def state(grid: Grid, names: Names) -> list[Stated]:
    """The values of a table whose rows or columns are labelled with fields; under "ablation" they are nobody's."""
    found = _of_contexts(_of_experts(list(_stated_all(grid, names))))
    told = " ".join(
        (grid.caption, *(line.text for line in grid.header), *(row.cells[0].text for row in grid.rows))
    )
    if _MEASURED.search(told):
        found = [one for one in found if one.field not in _OF_A_RUN]
    if not _TRIAL.search(grid.caption):
        return found
    return [replace(one, owner=Owner(one.owner.name, is_subject=False)) for one in found]


def _of_experts(found: Sequence[Stated]) -> list[Stated]:
    """With what only other rows decide: all experts or the routed, whose width the FFN's is, what "top-k" chooses."""
    made: list[Stated] = []
    for one in found:
        told = {other.field: other.normalised for other in found if other.owner == one.owner}
        field: str | None = one.field
        total, routed = told.get("n_experts_total"), told.get("n_experts_routed")
        if field == "n_experts_total":
            is_all = isinstance(total, int | float) and isinstance(routed, int | float) and 2 * routed > total
            field = None if is_all else "n_experts_routed"
        elif (
            field == "n_experts_routed" and isinstance(total, int | float) and isinstance(routed, int | float)
        ):
            field = "n_experts_active" if 2 * routed <= total and "n_experts_active" not in told else field
        elif field == "ffn_hidden":
            is_moe = {"n_experts_routed", "n_experts_total"} & told.keys() and "expert_hidden" not in told
            field = "expert_hidden" if is_moe else None
        elif field == "n_experts_active" and not any("expert" in other and other != field for other in told):
            field = None if _TOP_K.search(one.unit or "") else field
        if field is not None:
            made.append(replace(one, field=field))
    return made


def _of_contexts(found: Sequence[Stated]) -> list[Stated]:
    """Without the steps by which stages lengthen the context: the first lengths and the last are told."""
    made: list[Stated] = []
    for one in found:
        lengths = [
            other.normalised
            for other in found
            if other.field in _CONTEXTS and other.owner == one.owner and not isinstance(other.normalised, str)
        ]
        is_step = (
            one.field in _CONTEXTS
            and not isinstance(one.normalised, str)
            and (_STEP < one.normalised < max(lengths))
        )
        if not is_step:
            made.append(one)
    return made


_CONTEXTS = frozenset({"context_length_pretrain", "context_length_final"})
_STEP = 16384  # tokens
_TOP_K = re.compile(r"^top", re.IGNORECASE)


def _stated_all(grid: Grid, names: Names) -> Iterator[Stated]:
    columns = max(grid.rows, key=lambda row: len(row.cells)).cells
    heads = [grid.above(column, columns) for column in columns]
    labels = [label_of(head) for head in heads]
    meant = [label.field for label in labels if label is not None]
    is_trial_run = meant == ["training_tokens"] and len(columns) > _N_SCORED  # scores after so many tokens
    if len(meant) >= 2 or (meant and not is_trial_run and _is_roster(grid, names)):
        yield from _by_column(grid, names, columns, list(zip(heads, labels, strict=True)))
    else:
        yield from _by_row(grid, names, columns)


_N_SCORED = 4  # columns: a table with more of them, of which one is labelled, holds scores


def _is_roster(grid: Grid, names: Names) -> bool:
    """Whether its rows begin with models: two or more, and at least half."""
    named = sum(bool(names.find(row.cells[0].text)) for row in grid.rows)
    return named >= 2 and 2 * named >= len(grid.rows)


# --- columns are fields -----------------------------------------------------------------------------


def _by_column(
    grid: Grid, names: Names, columns: Sequence[Cell], heads: Sequence[tuple[str, Label | None]]
) -> Iterator[Stated]:
    firsts = Counter(row.cells[0].text for row in grid.rows)
    ours = owners.of_all_rows(grid, names, heads)
    for row in grid.rows:
        owner = owners.of_row(row, names, is_shared=firsts[row.cells[0].text] > 1) or ours
        for cell in row.cells:
            head, label = heads[owners.nearest(cell, columns)]
            if label is not None and owner is not None and _is_of(label, row.cells[0].text):
                yield from _stated(label, cell, row, owner, head)


def _is_of(label: Label, stage: str) -> bool:
    """Whether a field may be told of a stage: after pre-training no longer the context of pre-training."""
    return label.field != "context_length_pretrain" or not _TUNED.search(stage)


# --- rows are fields --------------------------------------------------------------------------------


def _by_row(grid: Grid, names: Names, columns: Sequence[Cell]) -> Iterator[Stated]:
    is_piece = False
    remarks = owners.remarks(grid, columns)
    for n, row in enumerate(grid.rows):
        if len(row.cells) == 1:
            is_piece = bool(_PIECE.search(row.text))
        parts = list(owners.pairs(row)) if not is_piece else []
        for whole in parts:
            part = [cell for cell in whole if owners.nearest(cell, columns) not in remarks]
            if not part:
                continue
            label, told, cells = _read(part, _below(grid, n) if len(parts) == 1 else "")
            if label is None:
                continue
            for cell in cells:
                if len(cells) > 1 and not _is_of(
                    label, grid.above(columns[owners.nearest(cell, columns)], columns)
                ):
                    continue
                owner = (
                    owners.of_column(grid, cell, columns, part, names)
                    if len(parts) == 1
                    else owners.of_sheet(grid, names)
                )
                if owner is not None:
                    yield from _stated(label, cell, row, owner, told)


def _read(cells: Sequence[Cell], below: str) -> tuple[Label | None, str, list[Cell]]:
    """What a row's label means, the label, and the cells behind it that tell a value."""
    values = [cell for cell in cells[1:] if is_told(cell.text)]
    if not values and (label := label_of(cells[0].text)) and label.is_words:
        return label, cells[0].text, list(cells[1:])
    lead = [cell for cell in cells if not values or cell.x1 <= values[0].x0]
    told = " ".join(cell.text for cell in lead if not cell.is_value)
    label = label_of(told) or label_of(f"{told} {below}")
    if label is not None and label.is_words:
        values = list(cells[1:])
    return label, told, values


def _below(grid: Grid, n: int) -> str:
    """What a label says on its second line."""
    after = grid.rows[n + 1] if n + 1 < len(grid.rows) else None
    return after.text if after and len(after.cells) == 1 and not after.cells[0].is_value else ""


def _stated(label: Label, cell: Cell, row: Line, owner: Owner, told: str) -> Iterator[Stated]:
    spans = (min(one.start for one in row.cells), max(one.end for one in row.cells)), (cell.start, cell.end)
    for field, number in quantities(label, cell.text, told):
        made = shown(number) if isinstance(number, float) else number
        yield Stated(field, owner, cell.text, made, None, *spans)
