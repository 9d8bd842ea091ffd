"""Every page meets WCAG 2.2 AA as far as axe can tell, fits a phone, and works without script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mainstem.wiring import Mainstem, accounts, reporting

PAGES = (
    "/",
    "/streams?q=kv+cache",
    "/works/arxiv:2205.14135",
    "/why/arxiv:2205.14135",
    "/canon",
    "/landscape",
    "/landscape/sources",
    "/review?quarter=2026-Q2",
    "/labs",
    "/models",
    "/team",
    "/engagement",
    "/sources",
    "/settings",
    "/links",
    "/taste",
    "/account",
    "/nowhere",
)
PASSWORD = "seven rivers run north"  # noqa: S105 - of a test
CARD = """# Brook-1 Technical Report

We present Brook-1. Model release date: March 1, 2025. It has 8B total parameters.
We train it on 3T tokens with the AdamW optimizer.
"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_overflows(
    chromium: Any, served: tuple[str, Mainstem], width: int, scheme: str
) -> None:
    """On all pages at both widths, in both colours."""
    context, page = _opened(chromium, served[0], width, scheme)
    found = _faults(page, PAGES, width)
    context.close()
    assert [] == found


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_in_a_home_with_accounts(
    chromium: Any, served: tuple[str, Mainstem], tmp_path: Path, width: int, scheme: str
) -> None:
    """At the door, behind it in one's account with a token, and among models once a report was read."""
    address, app = served
    accounts.add(app, "me", "admin", PASSWORD)
    accounts.new_token(app, "test", ("read",), ("read",), None)
    (tmp_path / "brook.md").write_text(CARD, "utf-8")
    reporting.add(app, str(tmp_path / "brook.md"))
    context, page = _opened(chromium, address, width, scheme)
    found = _faults(page, ["/login"], width)
    page.get_by_label("Name").fill("me")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    found += _faults(page, ["/account", "/models"], width)
    told = page.get_by_role("search").is_visible()  # behind the door, and past the empty page
    context.close()
    assert ([], True) == (found, told)


def _opened(chromium: Any, address: str, width: int, scheme: str) -> tuple[Any, Any]:
    told = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    context = chromium.new_context(base_url=address, bypass_csp=True, **told)  # axe is a script of ours
    return context, context.new_page()


def _faults(page: Any, places: Sequence[str], width: int) -> list[str]:
    """What axe finds on these pages, and which of them are wider than their window."""
    sync = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    axe, found = sync.Axe(), []
    for place in places:
        page.goto(place, wait_until="networkidle")
        answer = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
        found += [
            f"{place}: {fault['id']}: {node['target']}"
            for fault in answer["violations"]
            for node in fault["nodes"][:3]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{place}: {wide} wide"] if wide > width else []
    return found


def test_pages_work_without_script(chromium: Any, served: tuple[str, Mainstem]) -> None:
    """A button is a form that comes back to its page."""
    context = chromium.new_context(base_url=served[0], java_script_enabled=False)
    page = context.new_page()
    page.goto("/streams?stream=paper")
    work = page.locator("[data-row] input[name=work]").first.get_attribute("value")
    page.locator("[data-row]").first.get_by_role("button", name="Skip").click()
    assert ("skip", True) == (served[1].done()[work or ""], page.url.endswith("/streams?stream=paper"))
    context.close()
