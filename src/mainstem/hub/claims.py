"""What a card, a report or a name claims about a model, against what its headers and configuration hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mainstem.hub.shards import PACKED, Weights
from mainstem.model import HubFinding

PARAMETER_GAP = 0.05  # relative: makers round, and count layers that predict further tokens or not
_NAME_GAP = 0.35  # names round more: a "7B" of 7.6, a "2B" of 2.5 with its embeddings
_CONFIG = {
    "n_layers": "num_hidden_layers",
    "hidden_size": "hidden_size",
    "n_attention_heads": "num_attention_heads",
    "n_kv_heads": "num_key_value_heads",
    "vocab_size": "vocab_size",
}
_BILLIONS = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[bB](?![A-Za-z\d])")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that somebody tells about the model."""

    field: str  # a field of reports: total_parameters, n_layers, ...
    value: float
    quote: str
    where: str  # the report's name and page, or README.md


def check(
    name: str, made: Weights, config: Mapping[str, Any] | None, claims: Iterable[Claim]
) -> Iterator[HubFinding]:
    """Claims that the files do not bear out; packed weights hide their own count."""
    text = (config or {}).get("text_config")
    told = {**(config or {}), **(text if isinstance(text, dict) else {})}
    n = None if not made.headers or _is_packed(made, told) else made.n_parameters
    for claim in dict.fromkeys(claims):
        if claim.field == "total_parameters" and n and abs(n - claim.value) > PARAMETER_GAP * claim.value:
            what = f"{claim.where} tells {claim.value:,.0f} parameters, the headers hold {n:,}"
            yield HubFinding("claim-parameters", "warning", name, what, claim.quote, claim.where)
        held = told.get(_CONFIG.get(claim.field, ""))
        if isinstance(held, int | float) and held != claim.value and not _is_padded(claim, held):
            what = f"{claim.where} tells {claim.field} {claim.value:g}, config.json has {held}"
            yield HubFinding(
                f"claim-{claim.field.replace('_', '-')}", "warning", name, what, claim.quote, claim.where
            )
    yield from _name(name, n)


def _is_packed(made: Weights, config: Mapping[str, Any]) -> bool:
    return bool(config.get("quantization_config")) and bool(PACKED & set(made.dtypes))


def _is_padded(claim: Claim, held: float) -> bool:
    """A vocabulary is padded to a round number, and told in thousands."""
    return claim.field == "vocab_size" and 0 <= held - claim.value <= 0.02 * held


def _name(name: str, n: int | None) -> Iterator[HubFinding]:
    found = _BILLIONS.findall(name.rpartition("/")[2].replace("-", " ").replace("_", " "))
    if n and len(found) == 1 and "x" not in name.lower().rpartition("/")[2].split(found[0])[0][-2:]:
        wanted = float(found[0]) * 1e9
        if abs(n - wanted) > _NAME_GAP * wanted:
            what = f"is called {found[0]}B, the headers hold {n:,} parameters"
            yield HubFinding("claim-name", "warning", name, what)
