"""JSON of any shape around the field names of a service, for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["https://arxiv.org/abs/2309.06180", "http://[", "//", "2026-06-10T09:00:00Z", "\ud800"]
    )
)


def around(shape: dict[str, Any] | list[Any]) -> st.SearchStrategy[Any]:
    """Documents like ``shape``, in which any value may have become anything."""
    if isinstance(shape, list):
        return st.lists(_value(shape[0]), max_size=3) if shape else st.just([])
    return st.fixed_dictionaries({}, optional={name: _value(value) for name, value in shape.items()})


def _value(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, dict | list) and value:
        return around(value) | _LEAVES
    return st.just(value) | _LEAVES
