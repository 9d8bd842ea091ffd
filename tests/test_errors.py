"""The error tree: drawn in the docstring, told in full, and able to cross process borders."""

from __future__ import annotations

import inspect
import pickle
from datetime import UTC, datetime

import pytest

from mainstem import errors
from mainstem.errors import MainstemError, RateLimited

TREE = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, MainstemError)]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_is_drawn_in_the_docstring(kind: type[MainstemError]) -> None:
    """A new error appears in the tree that newcomers read."""
    assert kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_survives_a_process_border(kind: type[MainstemError]) -> None:
    """The reading pool sends its errors home whole."""
    error = kind("blog-x", "went wrong", "Do this")
    assert str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes


def test_an_error_keeps_what_it_carries_across_a_process_border() -> None:
    """The moment to come back is not lost."""
    at = datetime(2026, 6, 30, tzinfo=UTC)
    error = pickle.loads(pickle.dumps(RateLimited("h", "said 429", status=429, retry_at=at)))  # noqa: S301
    assert (429, at) == (error.status, error.retry_at)


def test_a_message_says_what_happened_to_what_and_what_to_do() -> None:
    """Subject, event, next step."""
    assert "feed: is empty. Try later" == str(errors.EmptyBody("feed", "is empty", "Try later"))


def test_codes_are_the_names_in_small_letters() -> None:
    """Tables and logs use one word an error."""
    assert "not_a_feed" == errors.NotAFeed("x", "y").code
