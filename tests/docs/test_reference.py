"""Everything that a person can name is told in the documents, in a sentence of its own."""

from __future__ import annotations

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from mainstem import connectors, exports, signals
from mainstem.cli import COMMANDS
from mainstem.settings import Settings
from mainstem.text.query import FIELDS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import draw_reference  # noqa: E402 - it is a script, and stands beside the package

DOCS = ROOT / "docs"
_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The reference as it is drawn today."""
    return draw_reference.pages()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(pages: dict[str, str], name: str) -> None:
    """On its page, and each option in words of its own."""
    [page] = [
        text for file, text in pages.items() if f"\n## {name}\n" in text and file.startswith("commands")
    ]
    told = dict(draw_reference.options(draw_reference.command(name), name))
    assert [] == [option for option, help_ in told.items() if len(help_.split()) < 2]
    assert [] == [option for option in told if option.split()[-1] not in page]


def test_everything_in_a_table_has_its_sentence() -> None:
    """Settings, jobs, fields of a query, connectors, signals, exports, channels and tools."""
    drawn = (
        draw_reference.setting_rows,
        draw_reference.summary_rows,
        draw_reference.job_rows,
        draw_reference.field_rows,
        draw_reference.connector_rows,
        draw_reference.signal_rows,
        draw_reference.export_rows,
        draw_reference.tool_rows,
    )
    assert [] == [row for rows in drawn for row in rows() if len(row[-1].split()) < 3]
    assert [] == [row for row in draw_reference.channel_rows() if len(row[2].split()) < 2]


def test_the_tables_are_whole() -> None:
    """A line a plug-in and a setting: none is forgotten."""
    settings = {f"`{one.name}`" for one in fields(Settings)} - {"`home`"}
    assert settings == {row[0] for row in draw_reference.setting_rows()}
    assert len(list(connectors.TABLE)) == len(draw_reference.connector_rows())
    assert len([*signals.TABLE, *signals.OF_READER]) == len(draw_reference.signal_rows())
    words = sum(
        len(table.words(name)) for table in (exports.TABLE, exports.LISTS, exports.SENDERS) for name in table
    )
    assert words == len(draw_reference.export_rows())
    assert len(FIELDS) == len(draw_reference.field_rows())


def test_every_endpoint_has_its_sentence() -> None:
    """As /openapi.json tells it."""
    told = draw_reference.endpoints()
    assert len(told) > 20
    assert [] == [name for name, one in told.items() if len(one.get("description", "").split()) < 3]


def test_links_between_documents_lead_somewhere(pages: dict[str, str]) -> None:
    """To a file that is there, or to a page of the reference."""
    texts = {path.relative_to(DOCS): path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
    texts |= {Path("reference") / name: text for name, text in pages.items()}
    lost = []
    for page, text in texts.items():
        for link in _LINK.findall(re.sub(r"(?ms)^```.*?^```|^    .*?$", "", text)):
            target = link.partition("#")[0]
            if "://" in link or link.startswith("mailto:") or not target:
                continue
            place = Path(*(DOCS / page.parent / target).resolve().relative_to(DOCS.resolve()).parts)
            if place not in texts and not (DOCS / place).exists():
                lost.append(f"{page}: {link}")
    assert [] == lost
