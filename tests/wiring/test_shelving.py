"""Works go into a Zotero collection once, whatever happens on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from mainstem.errors import NotTaken, PerhapsTaken
from mainstem.exports.to_zotero import item, write
from mainstem.model import Deposit, Digest
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, shelving
from tests.emulators.zotero_library import Library
from tests.exports.list_fakes import TWIN, WORK
from tests.exports.plan_fakes import PLAN

DEPOSIT = write(Digest(PLAN, works=(WORK, TWIN)), {}, "", PLAN.at)
TOKEN = "19a4f01ad623aa7214f82347e3711f56"  # noqa: S105 - a write token, no secret


@pytest.fixture
def library(httpserver: HTTPServer) -> Library:
    """An empty library."""
    made = Library()
    httpserver.expect_request(re.compile("^/users/42/")).respond_with_handler(made.answer)
    return made


@pytest.fixture
def app(tmp_path: Path) -> Mainstem:
    """A home that may ask this machine, and opens no database."""
    return Mainstem(Settings(home=tmp_path, allow_hosts=("127.0.0.0/8", "localhost")))


@pytest.fixture
def told(httpserver: HTTPServer) -> dict[str, str]:
    """The channel's settings."""
    address = httpserver.url_for("").rstrip("/")
    return {"library": "users/42", "collection": "To read", "key": "s3cret", "address": address}


def _shelve(
    app: Mainstem, told: dict[str, str], deposit: Deposit = DEPOSIT, slept: list[float] | None = None
) -> str:
    sleep = [].append if slept is None else slept.append
    return shelving.shelve(app, "zotero", told, deposit, TOKEN, sleep=sleep)


def test_works_go_into_a_collection_that_is_made_and_only_once(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """A second time, nothing is written."""
    assert "2 new in To read, 0 there before" == _shelve(app, told)
    assert "0 new in To read, 2 there before" == _shelve(app, told)
    assert (["To read"], 2, 1) == (
        [one["data"]["name"] for one in library.collections],
        len(library.items),
        library.asked.count("POST items"),
    )
    assert {library.collections[0]["key"]} == {
        key for one in library.items for key in one["data"]["collections"]
    }


def test_a_library_that_changed_meanwhile_is_read_again(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """It answers 412, and nothing is written twice."""
    _shelve(app, told, Deposit(()))
    library.meanwhile = 2
    assert "2 new in To read, 0 there before" == _shelve(app, told)
    assert (2, 3) == (len(library.items), library.asked.count("POST items"))


def test_a_library_that_changes_all_the_time_is_told(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """And tried again later."""
    _shelve(app, told, Deposit(()))
    library.meanwhile = 9
    with pytest.raises(NotTaken, match="others write") as caught:
        _shelve(app, told)
    assert (True, []) == (caught.value.passing, library.items)


def test_an_answer_that_is_lost_costs_no_second_item(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """What is there is read before anything is written."""
    _shelve(app, told, Deposit(()))
    library.swallowed = 1
    with pytest.raises(PerhapsTaken):
        _shelve(app, told)
    assert "0 new in To read, 2 there before" == _shelve(app, told)
    assert 2 == len(library.items)


def test_many_works_go_in_batches_and_are_read_in_pages(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """Fifty a write, a hundred a page."""
    works = [replace(WORK, id=f"arxiv:2601.{n:05}") for n in range(120)]
    deposit = Deposit(tuple((work.id, item(work, "tag")) for work in works))
    assert "120 new in To read, 0 there before" == _shelve(app, told, deposit)
    assert "0 new in To read, 120 there before" == _shelve(app, told, deposit)
    assert 3 == library.asked.count("POST items")


def test_a_server_that_asks_for_slowness_gets_it(
    app: Mainstem, library: Library, told: dict[str, str]
) -> None:
    """``Backoff`` on any answer, at most a minute."""
    library.backoff = "300"
    slept: list[float] = []
    _shelve(app, told, slept=slept)
    assert {60.0} == set(slept)


def test_an_item_that_is_refused_is_told(app: Mainstem, library: Library, told: dict[str, str]) -> None:
    """In the server's words."""
    with pytest.raises(NotTaken, match="is not a valid field"):
        _shelve(app, told, Deposit((("x", {"itemType": "preprint", "creators": [], "odd": "1"}),)))


def test_a_wrong_key_is_told_without_it(app: Mainstem, library: Library, told: dict[str, str]) -> None:
    """And not tried again."""
    with pytest.raises(NotTaken, match="403") as caught:
        _shelve(app, {**told, "key": "wr0ng"})
    assert (False, False) == (caught.value.passing, "wr0ng" in str(caught.value))


def test_a_key_is_sent_encrypted_or_to_this_machine(app: Mainstem, told: dict[str, str]) -> None:
    """Anyone on the way could read it."""
    with pytest.raises(NotTaken, match="without encryption"):
        _shelve(app, {**told, "address": "http://zotero.example"})
