"""What a checkpoint's own card tells in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.hub import card
from mainstem.hub.claims import Claim
from mainstem.hub.tree import Tree, text

CLAIMED = ("total_parameters", "n_layers", "hidden_size", "n_attention_heads", "n_kv_heads", "vocab_size")
_CARD_CHARS = 200_000  # of a card that are read for claims


def card_claims(tree: Tree) -> Iterator[Claim]:
    """The card's numbers, read as a report is read."""
    from mainstem.reports.examine import examine
    from mainstem.reports.pages import cards

    told = text(tree, "README.md")
    body = card.read(told).body if told else ""
    if body.strip():
        read = examine(cards.read("card", [("README.md", body[:_CARD_CHARS].encode())]))
        for one in read.disclosures:
            if one.field in CLAIMED and not one.is_other and isinstance(one.normalised, int | float):
                yield Claim(one.field, float(one.normalised), one.quote, "README.md")
