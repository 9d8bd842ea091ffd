"""Values told in tables: which field a label means, and whose a column or row is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mainstem.reports.grids import Cell, Grid, Line
from mainstem.reports.names import Names
from mainstem.reports.numbers import COUNT, SCI, shown, value
from mainstem.reports.whose import Owner
from mainstem.reports.words import normal


@dataclass(frozen=True, slots=True)
class Label:
    """What a label of a row or column means."""

    field: str
    pattern: re.Pattern[str]
    low: float
    high: float
    is_context: bool = False


def _label(field: str, pattern: str, low: float, high: float, *, is_context: bool = False) -> Label:
    return Label(field, re.compile(pattern, re.IGNORECASE), low, high, is_context)


_N = r"^(?:#|n(?:o|um(?:ber)?)?\.? (?:of )?|total )?\s*"
LABELS = (
    _label("active_parameters", r"(?:activ\w*)\.? (?:param|\(B\))|^#\s?AP\b|param\w*[, (]+activ|^# ?activated params", 2e7, 2e13),
    _label("total_parameters", r"^(?:#|model|total|num\w*(?: of)?)?\s?(?:total )?\.?(?:param(?:eter)?s?)(?: size| count)?(?: \(?(?:#TP|total|B|billion)\)?)*$|^# ?total param|^#\s?TP\b|^model size$", 2e7, 2e13),
    _label("n_layers", _N + r"(?:transformer |hidden |decoder )?layers?$|^layers? (?:num|count)", 4, 400),
    _label("hidden_size", r"^(?:attention )?(?:hidden|model|embedding)\s?(?:size|dim(?:ension)?s?)$|^d_?model$", 128, 65536),
    _label("n_kv_heads", _N + r"(?:kv|key[-/ ]?value|k/v) (?:attention )?heads?|^(?:num_)?key_value_heads", 1, 256),
    _label("n_attention_heads", _N + r"(?:attn\.?|attention|query|q)\s?heads?(?: \(?q ?/ ?kv\)?)?$|^heads? ?\(q ?/ ?kv\)$|^" + r"(?:# )?heads$", 2, 512),
    _label("vocab_size", r"^(?:#\s?)?vocab(?:ulary)?(?: size)?$", 4000, 1e6),
    _label("n_experts_shared", _N + r"shared\s?experts?", 1, 64),
    _label("n_experts_active", _N + r"(?:activ\w+|selected|top-?k) experts?|experts? (?:activ\w+|selected|per token)", 1, 256),
    _label("n_experts_routed", _N + r"(?:routed|total|fine-grained)?\s?experts?(?: \(?total ?/ ?activ\w+\)?)?$", 4, 4096),
    _label("expert_hidden", r"expert (?:intermediate |hidden |ffn )*(?:size|dim\w*)|moe (?:intermediate|hidden|ffn) ?(?:hidden )?(?:size|dim\w*)(?: \(per expert\))?", 64, 65536),
    _label("training_tokens", r"(?:pre-?)?training tokens|^#? ?tokens? (?:trained|seen)|^(?:pre-?train\w* )?tokens$|trained tokens|^token count$", 2e8, 2e14),
    _label("batch_size", r"^(?:global )?batch size(?: \(seq\w*\))?$", 4, 2e8, is_context=True),
    _label("learning_rate_peak", r"^(?:peak |max(?:imum)? |initial )?(?:learning rate|lr)$|^(?:learning rate|lr) \(?(?:peak|max)", 1e-8, 0.05),
    _label("context_length_pretrain", r"^(?:(?:pre-?)?train\w* )?(?:sequence|seq\.?) (?:length|len)$|^(?:pre-?)?train\w* context (?:length|len|window)$", 512, 33000, is_context=True),
    _label("context_length_final", r"^(?:max(?:imum)? |native )?context (?:length|window|len)$", 8192, 3e7, is_context=True),
    _label("gpu_hours", r"gpu[- ]hours", 100, 1e10),
    _label("optimizer", r"^optimi[sz]er$", 0, 0),
    _label("attention_kind", r"^attention(?: type| mechanism| kind)?$", 0, 0),
    _label("licence", r"^licen[cs]e$", 0, 0),
    _label("knowledge_cutoff", r"^(?:knowledge|data|training data) cut-?off(?: date)?$", 0, 0),
    _label("precision", r"^(?:training )?precision$", 0, 0),
    _label("gpu_type", r"^(?:gpu|accelerator|hardware|chip)s?(?: type)?$", 0, 0),
    _label("tokenizer", r"^tokeni[sz]er$", 0, 0),
)  # fmt: skip
_NUMBER = re.compile(rf"^[~≈]?\s?(?:{SCI}|\$? ?{COUNT})")
_ARCHITECTURE = re.compile(r" (?:Dense|MoE)\b")  # a row under the names that tells no number
_STAGE = re.compile(
    r"\b(?:stage|phase|pre-?train\w*|warm-?up|cool-?down|anneal\w*|decay|sft|rl|long[- ]context)\b",
    re.IGNORECASE,
)
_OWN_TABLE = re.compile(
    r"\b(?:hyper-?parameters?|configurations?|architecture|training (?:settings?|details|costs?|recipe)|specifications?)\b",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\bablation|\bproxy\b|\bscaling[- ]law|\bsmall(?:er)?[- ]scale|\btoy\b|\bpilot\b|\bpreliminary|\bvalidation of\b|\bdraft model",
    re.IGNORECASE,
)  # what a caption says of a table that tells of models that were tried
_PAIR = re.compile(rf"^({COUNT})\s?/\s?({COUNT})$")
_PLUS = re.compile(r"^(\d+)\s?\+\s?(\d+)$")  # shared + routed
_BOTH_SIZES = re.compile(r"^(\d+(?:\.\d+)?B) \(activ\w+\),? (\d+(?:\.\d+)?B) \(total\)$", re.IGNORECASE)
_ACTIVATED = re.compile(r"^(\d+) \((?:top-?)?(\d+) activ\w+\)$", re.IGNORECASE)
_SIZE = re.compile(r"^~?\d+(?:\.\d+)?[BMT]$")
_SCALE_IN_LABEL = re.compile(r"\((?:in )?([BMTK]|billion|trillion|million)\)", re.IGNORECASE)


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


def state(grid: Grid, names: Names) -> Iterator[Stated]:
    """The values of a table whose rows or columns are labelled with fields; under "ablation" they are nobody's."""
    is_trial = bool(_TRIAL.search(grid.caption))
    for one in _stated_all(grid, names):
        yield replace(one, owner=Owner(one.owner.name, is_subject=False)) if is_trial else one


def _stated_all(grid: Grid, names: Names) -> Iterator[Stated]:
    columns = max(grid.rows, key=lambda row: len(row.cells)).cells
    labels = [label_of(grid.above(column, columns)) for column in columns]
    meant = [label.field for label in labels if label is not None]
    is_trial_run = meant == ["training_tokens"] and len(columns) > _N_SCORED  # scores after so many tokens
    if len(meant) >= 2 or (meant and not is_trial_run and _is_roster(grid, names)):
        yield from _by_column(grid, names, columns, labels)
    else:
        yield from _by_row(grid, names)


_N_SCORED = 4  # columns: a table with more of them, of which one is labelled, holds scores


def _is_roster(grid: Grid, names: Names) -> bool:
    """Whether its rows begin with models: two or more, and at least half."""
    named = sum(bool(names.find(row.cells[0].text)) for row in grid.rows)
    return named >= 2 and 2 * named >= len(grid.rows)


def label_of(told: str) -> Label | None:
    """The field that a label means; None where it means none."""
    plain = _ASIDE.sub("", told.strip()).strip(" :*†‡")
    bare = _IN_BRACKETS.sub("", plain).strip()
    return _meant(plain) or _meant(bare)


_ASIDE = re.compile(r"\s*\((?:#\w+|seq\w*|in \w+|B|T|GQA|MHA|MQA|MLA)\)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


def _meant(plain: str) -> Label | None:
    return next((label for label in LABELS if 0 < len(plain) < 60 and label.pattern.search(plain)), None)


def _by_column(
    grid: Grid, names: Names, columns: Sequence[Cell], labels: Sequence[Label | None]
) -> Iterator[Stated]:
    firsts = Counter(row.cells[0].text for row in grid.rows)
    for row in grid.rows:
        owner = _owner_of_row(row, names, is_shared=firsts[row.cells[0].text] > 1)
        for cell in row.cells:
            nearest = min(range(len(columns)), key=lambda n: abs(columns[n].middle - cell.middle))
            label = labels[nearest]
            if label is not None and owner is not None:
                yield from _stated(label, cell, row, owner, grid.above(columns[nearest], columns))


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


def _by_row(grid: Grid, names: Names) -> Iterator[Stated]:
    for n, row in enumerate(grid.rows):
        cells = _values(row)
        if not cells:
            continue
        lead = [cell for cell in row.cells if cell.x1 <= cells[0].x0]
        told = " ".join(cell.text for cell in lead if not cell.is_value)
        label = label_of(told) or label_of(f"{told} {_below(grid, n)}")
        if label is None:
            continue
        for cell in cells:
            owner = _owner_of_column(grid, cell, row, len(cells), names)
            if owner is not None:
                yield from _stated(label, cell, row, owner, told)


def _below(grid: Grid, n: int) -> str:
    """What a label says on its second line."""
    after = grid.rows[n + 1] if n + 1 < len(grid.rows) else None
    return after.text if after and len(after.cells) == 1 and not after.cells[0].is_value else ""


def _values(row: Line) -> list[Cell]:
    """The cells behind the label that hold numbers, or a word where the label wants one."""
    told = [cell for cell in row.cells[1:] if _NUMBER.match(cell.text) or _PLUS.match(cell.text)]
    if told:
        return told
    label = label_of(row.cells[0].text)
    return list(row.cells[1:]) if label and label.low == label.high == 0 else []


def _owner_of_column(grid: Grid, cell: Cell, row: Line, n_values: int, names: Names) -> Owner | None:
    """Whom the header names above the cell; where it names nobody and the row has one value, the caption's subject."""
    above = _ARCHITECTURE.sub("", grid.above(cell, row.cells).replace("￾", "-"))
    found = names.find(above)
    if found:
        return Owner(found[0].name, found[0].is_subject)
    if _SIZE.match(above.strip()):
        return Owner(f"{names.family} {above.strip()}", True)
    if _STAGE.search(above) and not any(not one.is_subject for one in names.find(grid.caption)):
        return Owner(names.family, True)
    if n_values > 1:
        return None
    in_caption = names.find(grid.caption)
    if in_caption:
        return Owner(in_caption[0].name, in_caption[0].is_subject)
    is_own = _OWN_TABLE.search(grid.caption) or _is_sheet(grid)
    return Owner(names.family, True) if is_own else None


_N_SHEET = 3


def _is_sheet(grid: Grid) -> bool:
    """Whether it is a model's data sheet: rows of one label and one value, and three labels or more are fields."""
    return (
        all(len(row.cells) <= 2 for row in grid.rows)
        and sum(label_of(row.cells[0].text) is not None for row in grid.rows) >= _N_SHEET
    )


def _stated(label: Label, cell: Cell, row: Line, owner: Owner, told: str) -> Iterator[Stated]:
    spans = (min(one.start for one in row.cells), max(one.end for one in row.cells)), (cell.start, cell.end)
    for field, printed, unit_told in _parts(label, cell.text):
        made = _normal(label, printed, told)
        if made is not None:
            yield Stated(field, owner, unit_told, made, None, *spans)


def _parts(label: Label, text: str) -> Iterator[tuple[str, str, str]]:
    """The fields that one cell tells: "128 / 8" of experts, "2 + 64", "64 (6 activated)"."""
    if (found := _PLUS.match(text)) and label.field in ("n_experts_routed", "n_experts_active"):
        if label.field == "n_experts_routed":
            yield "n_experts_shared", found[1], text
        yield label.field, found[2], text
    elif (found := _PAIR.match(text)) and label.field in _SECOND:
        yield label.field, found[1], text
        yield _SECOND[label.field], found[2], text
    elif (found := _ACTIVATED.match(text)) and label.field == "n_experts_routed":
        yield label.field, found[1], text
        yield "n_experts_active", found[2], text
    elif (found := _BOTH_SIZES.match(text)) and label.field in ("total_parameters", "active_parameters"):
        yield "active_parameters", found[1], text
        yield "total_parameters", found[2], text
    elif label.low == label.high == 0:
        if (word := normal(text, label.field)) is not None:
            yield label.field, word, text
    elif (found := _NUMBER.match(text)) and len(text) - found.end() < 3:
        yield label.field, found.group().lstrip("~≈$ "), text


_SECOND = {"n_experts_routed": "n_experts_active", "n_attention_heads": "n_kv_heads"}


def _normal(label: Label, printed: str, told: str) -> float | int | str | None:
    if label.low == label.high == 0:
        return printed
    number = value(printed, k=1024 if label.is_context else 1000)
    if number is None:
        return None
    if (scale := _SCALE_IN_LABEL.search(told)) and printed.replace(".", "").replace(",", "").isdigit():
        number *= value(f"1{scale[1][0].upper()}") or 1
    low = 1 if label.field in _SECOND.values() or "experts" in label.field else label.low
    return shown(number) if low <= number <= label.high else None
