"""How good the parts are, measured on labelled rows: one module a measure, all of one shape.

``FIELDS`` are what a row must have. ``predict(rows)`` answers every row from its facts and never looks at its
labels; ``score(rows, answers)`` holds the answers against the labels and returns the figures as a document. A
figure ``x`` may have a sibling ``x_95``: the 95 % interval of a bootstrap over the rows. A measure whose part
learns may have ``cross_validate(rows)``: answers that never learned from the row itself.
"""

from __future__ import annotations

MEASURES: dict[str, str] = {
    "identity": "URL to canonical key",
    "same-work": "which records are one work",
    "classification": "axis, topic, relevance, sector and kind",
}


def module_of(measure: str) -> str:
    """The module that measures it."""
    return f"mainstem.bench.{measure.replace('-', '_')}"
