"""Values told in tables: whose a column or row is, and what a cell says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mainstem.reports.grids import Cell, Grid, Line
from mainstem.reports.labels import Label, label_of
from mainstem.reports.names import Names
from mainstem.reports.numbers import shown
from mainstem.reports.quantities import is_told, quantities
from mainstem.reports.whose import Owner

_ARCHITECTURE = re.compile(r" (?:Dense|MoE)\b")  # a row under the names that tells no number
_STAGE = re.compile(
    r"\b(?:stage|phase|pre-?train\w*|warm-?up|cool-?down|anneal\w*|decay|mid-?train\w*|sft|fine-?tun\w*|rl|long[- ]context"
    r"|context extension|stable|conversion)\b",
    re.IGNORECASE,
)
_STAGES = re.compile(r"\b(?:stage|phase|period|step)s?\b", re.IGNORECASE)  # what heads a column of stages
_OWN_TABLE = re.compile(
    r"\b(?:hyper-?\s?parameters?|configurations?|architecture|training (?:settings?|details|costs?|recipe)|specifications?"
    r"|model card|model details|overview of (?:the )?(?:whole |entire )?(?:training|model))\b",
    re.IGNORECASE,
)
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
_VARIANTS = re.compile(
    r"^(?:Base|Lite|Pro|Plus|Small|Medium|Large|Mini|Nano|Tiny|Micro|Flash|Max|Ultra|XL|XS)$"
)
_SIZE = re.compile(r"^~?\d+(?:\.\d+)?[BMT]$")


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
    ours = _of_all_rows(grid, names, heads)
    for row in grid.rows:
        owner = _owner_of_row(row, names, is_shared=firsts[row.cells[0].text] > 1) or ours
        for cell in row.cells:
            head, label = heads[_nearest(cell, columns)]
            if label is not None and owner is not None and _is_of(label, row.cells[0].text):
                yield from _stated(label, cell, row, owner, head)


def _is_of(label: Label, stage: str) -> bool:
    """Whether a field may be told of a stage: after pre-training no longer the context of pre-training."""
    return label.field != "context_length_pretrain" or not _TUNED.search(stage)


def _nearest(cell: Cell, columns: Sequence[Cell]) -> int:
    return min(range(len(columns)), key=lambda n: abs(columns[n].middle - cell.middle))


def _of_all_rows(grid: Grid, names: Names, heads: Sequence[tuple[str, Label | None]]) -> Owner | None:
    """Whose a table is whose rows are stages, or that has one row: the subject's, but where it names another model."""
    named = names.find(grid.caption)
    if any(not one.is_subject for one in named):
        return None
    n_staged = sum(bool(_STAGE.search(row.cells[0].text)) for row in grid.rows)
    is_staged = (bool(_STAGES.search(heads[0][0])) and n_staged > 0) or (
        n_staged >= 2 and 2 * n_staged >= len(grid.rows)
    )
    is_measured = (
        bool(named)
        and len(grid.rows) <= _N_MEASURED
        and any(label is not None and label.field == "mfu_or_throughput" for _, label in heads)
    )
    if is_measured and not any(names.find(row.cells[0].text) for row in grid.rows):
        return Owner(named[0].name, True)
    is_sheet = len(grid.rows) == 1 and sum(label is not None for _, label in heads) >= _N_SHEET
    if is_staged or (is_sheet and (named or _OWN_TABLE.search(grid.caption))):
        return Owner(named[0].name if named else names.family, True)
    return None


_N_MEASURED = 12  # rows: what measures more is a study
_VARIANT = re.compile(r"(?: [A-Z][a-z]+)+")  # of a name: Brook 2 Scout


def _owner_of_row(row: Line, names: Names, *, is_shared: bool) -> Owner | None:
    """Whom a row's first cell names; ``is_shared``: by several rows, which a size then tells apart."""
    first = row.cells[0].text
    if found := names.find(first):
        size = next((cell.text for cell in row.cells[1:] if _SIZE.match(cell.text)), None)
        if is_shared and size and found[0].is_subject:
            return Owner(f"{found[0].name} {size}", True)
        if found[0].start == 0 and found[0].is_subject and (more := _VARIANT.match(first, found[0].end)):
            return Owner(first[: more.end()], True)
        return Owner(found[0].name, found[0].is_subject)
    return Owner(f"{names.family} {first}", True) if _SIZE.match(first) else None


# --- rows are fields --------------------------------------------------------------------------------


def _by_row(grid: Grid, names: Names, columns: Sequence[Cell]) -> Iterator[Stated]:
    is_piece = False
    for n, row in enumerate(grid.rows):
        if len(row.cells) == 1:
            is_piece = bool(_PIECE.search(row.text))
        parts = list(_pairs(row)) if not is_piece else []
        for part in parts:
            label, told, cells = _read(part, _below(grid, n) if len(parts) == 1 else "")
            if label is None:
                continue
            for cell in cells:
                if len(cells) > 1 and not _is_of(
                    label, grid.above(columns[_nearest(cell, columns)], columns)
                ):
                    continue
                owner = (
                    _owner_of_column(grid, cell, columns, len(cells), names)
                    if len(parts) == 1
                    else _owner_of_sheet(grid, names)
                )
                if owner is not None:
                    yield from _stated(label, cell, row, owner, told)


def _pairs(row: Line) -> Iterator[tuple[Cell, ...]]:
    """A row's cells, cut before every label that stands behind another label's value: pairs side by side."""
    held: list[Cell] = []
    for cell in row.cells:
        if len(held) >= 2 and held[-1].is_value and not cell.is_value and label_of(cell.text):
            yield tuple(held)
            held = []
        held.append(cell)
    yield tuple(held)


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


def _owner_of_column(
    grid: Grid, cell: Cell, columns: Sequence[Cell], n_values: int, names: Names
) -> Owner | None:
    """Whom the header names above the cell; where it names nobody and the row has one value, the caption's subject."""
    head = (
        grid.above(columns[_nearest(cell, columns)], columns)
        if len(columns) > 2
        else grid.above(cell, (columns[0], cell))
    )
    above = _ARCHITECTURE.sub("", head.replace("￾", "-"))
    found = names.find(above)
    if found:
        return Owner(found[0].name, found[0].is_subject)
    is_ours = all(one.is_subject for one in names.find(grid.caption))
    if _SIZE.match(above.strip()):
        return Owner(f"{names.family} {above.strip()}", True)
    if is_ours and _VARIANTS.match(above.strip()):
        return Owner(f"{names.family}-{above.strip()}", True)
    if is_ours and _STAGE.search(above):
        return Owner(names.family, True)
    return _owner_of_sheet(grid, names) if n_values == 1 else None


def _owner_of_sheet(grid: Grid, names: Names) -> Owner | None:
    in_caption = names.find(grid.caption)
    if in_caption:
        return Owner(in_caption[0].name, in_caption[0].is_subject)
    is_own = _OWN_TABLE.search(grid.caption) or _is_sheet(grid)
    return Owner(names.family, True) if is_own else None


_N_SHEET = 3


def _is_sheet(grid: Grid) -> bool:
    """Whether it is a model's data sheet: rows of labels with one value each, and three labels or more are fields."""
    parts = [part for row in grid.rows for part in _pairs(row)]
    return (
        all(len(part) <= 2 for part in parts)
        and sum(label_of(part[0].text) is not None for part in parts) >= _N_SHEET
    )


def _stated(label: Label, cell: Cell, row: Line, owner: Owner, told: str) -> Iterator[Stated]:
    spans = (min(one.start for one in row.cells), max(one.end for one in row.cells)), (cell.start, cell.end)
    for field, number in quantities(label, cell.text, told):
        made = shown(number) if isinstance(number, float) else number
        yield Stated(field, owner, cell.text, made, None, *spans)
