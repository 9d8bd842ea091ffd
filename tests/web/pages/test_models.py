"""The page of models, and each fact on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mainstem.reports.trends import Point
from mainstem.web import create
from mainstem.web.pages.models import _drawn, _lines
from mainstem.wiring import Mainstem, modelling, reporting
from tests.conftest import wired
from tests.reports.pages.test_pdf import made_pdf

CARD = """# {name} Technical Report

We present {name}. Model release date: March 1, {year}. It has {size}B total parameters.
We train it on {tokens}T tokens with the AdamW optimizer. <script>alert(1)</script>
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mainstem]:
    """Four made-up cards of growing models, and a PDF; no test changes what they say."""
    folder = tmp_path_factory.mktemp("models")
    app = wired(folder / "home")
    for n, (size, tokens) in enumerate(((2, 1), (8, 3), (30, 9), (120, 20))):
        file = folder / f"brook-{n + 1}.md"
        file.write_text(CARD.format(name=f"Brook-{n + 1}", year=2022 + n, size=size, tokens=tokens), "utf-8")
        reporting.add(app, str(file))
    (folder / "stream.pdf").write_bytes(made_pdf())
    reporting.add(app, str(folder / "stream.pdf"))
    yield app
    app.store.close()


@pytest.fixture(scope="module")
def site(read: Mainstem) -> Iterator[TestClient]:
    """A browser without script at its door."""
    with TestClient(create(read), base_url="http://localhost", headers={"accept": "text/html"}) as client:
        yield client


def test_models_stand_side_by_side(site: TestClient, read: Mainstem) -> None:
    """Every value is a link, and what a report brings is text."""
    shown = site.get("/models").text
    assert all(f"Brook-{n}" in shown for n in (1, 2, 3, 4))
    assert ("/facts/" in shown, "<script>alert" in shown) == (True, False)


def test_they_are_filtered_and_sorted(site: TestClient, read: Mainstem) -> None:
    """By conditions, words and a field, the largest first."""
    shown = site.get("/models?where=total_parameters>=8B&sort=total_parameters&q=brook").text
    table = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    assert ["Brook-4", "Brook-3", "Brook-2"] == [
        name for name in ("Brook-4", "Brook-3", "Brook-2", "Brook-1") if name in table
    ]
    assert table.index("Brook-4") < table.index("Brook-3") < table.index("Brook-2")


def test_a_condition_that_is_none_is_told(site: TestClient, read: Mainstem) -> None:
    """On a page, with what to write."""
    told = site.get("/models?where=height>3")
    assert (400, True) == (told.status_code, "is no field" in told.text)


def test_growth_is_drawn_with_its_doubling_time(site: TestClient, read: Mainstem) -> None:
    """The compute of four years, and the interval of the slope."""
    (compute, *_) = modelling.plots(modelling.reads(read))
    fit = compute.doubling
    assert fit is not None
    assert (4, True) == (fit.n, fit.low < fit.months < (fit.high or 1e9))
    assert f"{fit.months:.1f} months" in site.get("/models").text


def test_a_fact_opens_on_its_page(site: TestClient, read: Mainstem) -> None:
    """The quote, and the picture of the page."""
    shown = site.get("/models/stream/facts/1").text
    assert "We train Brook-2 on 2T tokens." in shown
    picture = site.get("/models/stream/facts/1.png")
    assert ("image/png", b"\x89PNG") == (picture.headers["content-type"], picture.content[:4])


def test_a_text_has_no_picture(site: TestClient, read: Mainstem) -> None:
    """The page says where the words stand instead."""
    assert "is a text and has no pages" in site.get("/models/brook-1/facts/1").text
    assert 400 == site.get("/models/brook-1/facts/1.png").status_code


def test_a_report_is_told_whole(site: TestClient, read: Mainstem) -> None:
    """Facts, arithmetic, and what it does not disclose."""
    shown = site.get("/models/brook-2").text
    assert all(part in shown for part in ("tokens a parameter", "never said", "AdamW"))


def test_two_models_are_held_against_each_other(site: TestClient, read: Mainstem) -> None:
    """The form, and where they differ."""
    assert "Compare" in site.get("/models/diff").text
    assert "120B" in site.get("/models/diff?a=Brook-1&b=Brook-4").text


def test_they_are_taken_along(site: TestClient, read: Mainstem) -> None:
    """As CSV and as JSON with quotes."""
    assert "brook-4,Brook-4,120000000000" in site.get("/models.csv").text
    assert 5 == len(site.get("/models.json").json())


def test_epochs_values_stand_beside_ours(site: TestClient, read: Mainstem, tmp_path: Path) -> None:
    """With the credit that its licence asks for."""
    table = tmp_path / "epoch.csv"
    head = "Model,Parameters,Training dataset size (datapoints),Hardware quantity\n"
    table.write_text(f"{head}Brook-2,8e9,5e12,\n", "utf-8")
    found = modelling.keep_epoch(read, table)
    assert {("total_parameters", True), ("training_tokens", False)} == {
        (one.field, one.agrees) for one in found
    }
    shown = site.get("/models").text
    assert all(part in shown for part in ("CC-BY 4.0", "agrees", "differs"))


def test_a_cell_is_no_formula() -> None:
    """What a stranger's report calls its model is text in a spreadsheet too."""
    from mainstem.reports.compare import Row

    assert "'=cmd()" in modelling.as_csv([Row("r", "=cmd()", {})])


def test_without_reports_the_page_says_how_to_begin(tmp_path: Path) -> None:
    """In one place: no form that finds nothing, and no empty plots."""
    app = wired(tmp_path / "home")
    with TestClient(create(app), base_url="http://localhost") as client:
        shown = client.get("/models").text
    app.store.close()
    assert (1, 0, 0) == tuple(
        shown.count(told) for told in ("mainstem report add", 'role="search"', "<figure")
    )


def test_a_line_joins_the_reports_of_one_lab() -> None:
    """A lab with one report, and reports of nobody known, have none."""
    told = [("org-a", 2023, 0.5), ("", 2024, 0.4), ("org-a", 2025, 0.3), ("org-b", 2025, 0.2)]
    points = [
        Point(str(n), str(n), maker, date(year, 1, 1), value) for n, (maker, year, value) in enumerate(told)
    ]
    trend = modelling.Trend("Fields disclosed", "of all fields", points, False, is_by_lab=True)
    plot = _drawn(trend)
    assert plot is not None
    assert [("org-a", [plot.dots[0], plot.dots[2]])] == _lines(trend, plot)
    assert [] == _lines(replace(trend, is_by_lab=False), plot)


def test_the_arithmetic_of_a_report_shows_its_words(site: TestClient) -> None:
    """The result as people write it, and the quotes lead to the facts they came from."""
    shown = site.get("/models/brook-2").text
    part = shown[shown.index('id="checks"') : shown.index('id="silent"')]
    assert "3T / 8B = 375" in part
    assert "/models/brook-2/facts/" in part
