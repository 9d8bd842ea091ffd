"""What goes out as HTML, in a real browser: the mail, the week and the canon, on a phone and a desk, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from mainstem.exports import list_html, plan_html, to_email
from mainstem.model import Digest
from tests.browser.test_accessible import TAGS
from tests.exports.list_fakes import LISTING
from tests.exports.plan_fakes import PLAN

HOME = "https://stem.example"
PAGES = {
    "mail": to_email.html(Digest(PLAN, HOME, f"{HOME}/out/stop")),
    "week": plan_html.among(PLAN, (("Canon", "canon.html"),), ()),
    "list": list_html.write(LISTING),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(chromium: Any, width: int, scheme: str) -> None:
    """Contrast among it, which inlined styles would spoil in the dark if the sheet did not win."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    ).Axe()
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, found = context.new_page(), []
    for name, html in PAGES.items():
        page.set_content(html)
        answer = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
        found += [f"{name}: {fault['id']}: {fault['nodes'][0]['target']}" for fault in answer["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {wide} wide"] if wide > width else []
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        found += [f"{name}: {ground}"] if (ground == "rgb(20, 24, 27)") != (scheme == "dark") else []
    context.close()
    assert [] == found
