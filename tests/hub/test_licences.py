"""Licence rules: the situations of the table, and what a finding rests on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mainstem.hub.licences import Link, guess, is_known, judge, options, quote, recognised, resolved, table

_FILE = Path(__file__).with_name("licence_situations.toml")
SITUATIONS = tomllib.loads(_FILE.read_text(encoding="utf-8"))["situation"]
_HUB_IDS = """apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0
bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0
cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0
cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0
cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl
lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl
openmdw-1.0 osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license
fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma unknown
other openrail++"""


def _chain(told: dict[str, Any]) -> list[Link]:
    model = Link("model", told.get("name", "sample-lab/tiny"), told["licence"], told.get("licence_name", ""))
    bases = [Link("base", f"sample-lab/base-{n}", one) for n, one in enumerate(told.get("base", ()))]
    data = [Link("dataset", f"sample-lab/data-{n}", one) for n, one in enumerate(told.get("data", ()))]
    return [model, *bases, *data]


@pytest.mark.parametrize("told", SITUATIONS, ids=[one["told"] for one in SITUATIONS])
def test_situation(told: dict[str, Any]) -> None:
    """Verdict and findings are those of the table."""
    judged = judge(_chain(told), told["use"])
    found = sorted({one.rule for one in judged.findings if one.level != "note"})
    assert (told["verdict"], sorted(told.get("found", []))) == (judged.verdict, found)


def test_there_are_thirty_situations_with_sources() -> None:
    """The table is as long as it was promised, and every row says where its rule stands."""
    assert len(SITUATIONS) >= 30
    assert all(one["source"].startswith("https://") for one in SITUATIONS)


def test_every_id_of_the_hub_is_known() -> None:
    """The list of huggingface.co/docs/hub/repositories-licenses has a row each."""
    assert [] == [id_ for id_ in _HUB_IDS.split() if id_ not in table()]


def test_every_rule_is_whole() -> None:
    """Each names its source, and a licence that must be kept may be kept."""
    for id_, one in table().items():
        assert one.source.startswith("https://")
        assert one.share in ("any", "same", "pass-on", "noncommercial", "none", "unknown")
        assert one.share not in ("same", "pass-on") or id_ in one.same


def test_a_name_tells_what_other_means() -> None:
    """A licence that the Hub has no id for goes by its name."""
    assert "qwen-research" == resolved("other", "Qwen Research")
    assert "deepseek" == resolved("other", "deepseek-license")
    assert "tongyi-qianwen" == resolved("other", "tongyi-qianwen")
    assert "other" == resolved("other", "our-own-terms")


def test_the_deciding_sentence_is_quoted_out_of_the_text() -> None:
    """The audited repository's own words are shown where they are there."""
    text = "1. Grant. You may copy it.\n2. You may use it for\nnon-commercial purposes only. 3. No warranty."
    assert "You may use it for non-commercial purposes only." == quote(text, table()["cc-by-nc-4.0"])


def test_a_licence_file_of_another_licence_is_found() -> None:
    """The card says one thing, the file another."""
    link = Link("model", "sample-lab/tiny", "apache-2.0", text="LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n...")
    assert ["licence-text"] == [one.rule for one in judge([link], "research").findings if one.level != "note"]


def test_a_text_stands_in_for_a_card_that_says_nothing() -> None:
    """ "other", or no word at all, with one licence's text beside it."""
    text = "EXAONE AI Model License Agreement 1.1 - NC. For Research Purposes only."
    assert "forbidden" == judge([Link("model", "sample-lab/tiny", "other", text=text)], "commercial").verdict
    mit = "MIT License\n\nPermission is hereby granted, free of charge, to any person"
    assert "allowed" == judge([Link("model", "sample-lab/tiny", "", text=mit)], "commercial").verdict
    modified = f"Modified MIT License\n{mit[12:]} with more than 100 million monthly active users"
    assert ["modified MIT"] == [one.name for one in recognised(modified)]


def test_expressions_are_alternatives_of_conjunctions() -> None:
    """Parentheses, AND and OR are read as SPDX means them."""
    assert {("apache-2.0", "mit"), ("gpl-3.0", "mit")} == {
        tuple(sorted(one)) for one in options("mit AND (apache-2.0 OR gpl-3.0)")
    }
    assert is_known("MIT OR Apache-2.0")
    assert not is_known("our-own-terms")


def test_well_known_bases_are_known_without_a_network() -> None:
    """A base whose card cannot be asked goes by its name."""
    assert "llama3.1" == guess("meta-llama/Llama-3.1-8B")
    assert "gemma" == guess("google/gemma-2-9b")
    assert "" == guess("sample-lab/tiny")
