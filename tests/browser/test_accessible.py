"""Every page meets WCAG 2.2 AA as far as axe can tell, fits a phone, and works without script."""

from __future__ import annotations

from typing import Any

import pytest

from mainstem.wiring import Mainstem

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
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_overflows(
    chromium: Any, served: tuple[str, Mainstem], width: int, scheme: str
) -> None:
    """On all pages at both widths, in both colours."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    ).Axe()
    told = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    context = chromium.new_context(base_url=served[0], bypass_csp=True, **told)  # axe is a script of ours
    page, found = context.new_page(), []
    for place in PAGES:
        page.goto(place, wait_until="networkidle")
        answer = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
        found += [
            f"{place}: {fault['id']}: {node['target']}"
            for fault in answer["violations"]
            for node in fault["nodes"][:3]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{place}: {wide} wide"] if wide > width else []
    context.close()
    assert [] == found


def test_pages_work_without_script(chromium: Any, served: tuple[str, Mainstem]) -> None:
    """A button is a form that comes back to its page."""
    context = chromium.new_context(base_url=served[0], java_script_enabled=False)
    page = context.new_page()
    page.goto("/streams?stream=paper")
    work = page.locator("[data-row] input[name=work]").first.get_attribute("value")
    page.locator("[data-row]").first.get_by_role("button", name="Skip").click()
    assert ("skip", True) == (served[1].done()[work or ""], page.url.endswith("/streams?stream=paper"))
    context.close()
