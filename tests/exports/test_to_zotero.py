"""Works as Zotero has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mainstem.exports.to_zotero import item, name_in, refused, write
from mainstem.model import Digest, ItemKind, Reply
from tests.emulators.zotero_library import wrong
from tests.exports.list_fakes import TWIN, WORK
from tests.exports.plan_fakes import PLAN


def test_a_preprint_has_its_identifier_and_its_authors() -> None:
    """With the week as a tag, and the work's name in its last line of ``extra``."""
    told = item(WORK, "mainstem 2026-W27")
    assert ("preprint", "arXiv", "arXiv:2601.00001", "2026-01-02") == (
        told["itemType"],
        told["repository"],
        told["archiveID"],
        told["date"],
    )
    assert {"creatorType": "author", "firstName": "Ada", "lastName": "Brook"} == told["creators"][0]
    assert WORK.id == name_in(f"tex.key: x\n{told['extra']}")


@pytest.mark.parametrize(
    "kind", ["paper", "post", "thread", "issue", "release", "model", "dataset", "video", "episode", "event"]
)
@pytest.mark.parametrize("venue", [None, "A Conference"])
def test_every_kind_of_work_is_an_item_of_a_type_with_its_fields(kind: ItemKind, venue: str | None) -> None:
    """As the documents list the fields and creators of each."""
    work = replace(WORK, kind=kind, venue=venue, keys=("doi:10.1/x",), authors=("One", "Ada Brook"))
    assert "" == wrong(item(work, "tag"))


def test_each_work_of_a_week_once_and_none_for_a_test() -> None:
    """By its id."""
    digest = Digest(PLAN, works=(WORK, TWIN, WORK))
    assert [WORK.id, TWIN.id] == [name for name, _ in write(digest, {}, "k", PLAN.at).items]
    assert () == write(replace(digest, test=True), {}, "k", PLAN.at).items


def test_refusals_are_told_item_by_item() -> None:
    """Not by a reply as a whole."""
    assert "" == refused(Reply("", 200, {}, b"", PLAN.at))
