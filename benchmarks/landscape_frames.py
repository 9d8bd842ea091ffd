"""How long the script of one frame of the map takes, in a real browser: ``python benchmarks/landscape_frames.py URL``.

Puts made-up dots (20,000 unless told) in place of those of a running ``mainstem serve`` and walks over the map: closer,
aside, further, through time. Tells the median and the 95th percentile over frames, once by the page's own clock around
its drawing and once by the browser's trace, in which a frame's script is everything that its callback did.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

AXES = ["dataset", "external", "library", "model", "platform"]
N_FRAMES = 60  # of each walk


def made_up(n: int) -> dict[str, Any]:
    """Dots in forty crowds; one in two hundred is in use."""
    dice = random.Random(7)
    middles = [(dice.uniform(6000, 60000), dice.uniform(6000, 60000)) for _ in range(40)]
    spots = [[min(65535, max(0, int(dice.gauss(at, 2600)))) for at in dice.choice(middles)] for _ in range(n)]
    return {
        "axes": AXES,
        "id": [f"web:example/{k}" for k in range(n)],
        "title": [f"A made-up work with a title as long as titles are, number {k}" for k in range(n)],
        "x": [x for x, _ in spots],
        "y": [y for _, y in spots],
        "axis": [dice.randrange(len(AXES)) for _ in range(n)],
        "day": sorted(dice.randrange(18_000, 20_600) for _ in range(n)),
        "uses": {k: [[18_000, dice.random()]] for k in range(n - n // 200, n)},
        "areas": [[k % 2, f"crowd number {k}", int(x), int(y)] for k, (x, y) in enumerate(middles)],
    }


WALK = """async (n) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const map = document.getElementById("map"), sheet = document.querySelector(".above"), found = {};
  const key = (name) => sheet.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  const slider = document.getElementById("map-until");
  const steps = {
    "pan, all in sight": (k) => { if (k === 0) key("0"); key(k % 2 ? "ArrowLeft" : "ArrowRight"); },
    "closer and further": (k) => key(k < n / 2 ? "+" : "-"),
    "pan, zoomed in": (k) => {
      if (k === 0) for (const name of "0+++") key(name);
      key(k % 4 < 2 ? "ArrowLeft" : "ArrowUp");
    },
    "time": (k) => { if (k === 0) key("0"); slider.value = k / n * 1000; slider.dispatchEvent(new Event("input")); },
  };
  for (const [name, step] of Object.entries(steps)) {
    found[name] = [];
    for (let k = 0; k < n; k++) { step(k); await frame(); found[name].push(Number(map.dataset.ms)); }
  }
  return found;
}"""


def main() -> None:
    """Walks and tells."""
    told = argparse.ArgumentParser()
    told.add_argument("url")
    told.add_argument("--dots", type=int, default=20_000)
    asked = told.parse_args()
    body = json.dumps(made_up(asked.dots))
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, width, height, dpr in (("desktop", 1280, 1100, 1), ("phone", 390, 844, 2)):
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=dpr)
            traced = _walk(browser, page, f"{asked.url}/landscape", body)
            print(f"{name} {width}x{height} at {dpr} pixels a point, {asked.dots:,} dots")
            for walk, times in traced.items():
                print(
                    f"  {walk:20} median {statistics.median(times):5.2f} ms, p95 {_p95(times):5.2f} ms, n {len(times)}"
                )
            page.close()
        browser.close()


def _walk(browser: Any, page: Page, url: str, body: str) -> dict[str, list[float]]:
    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page.route("**/landscape/dots.json", answer)
    page.goto(url)
    page.wait_for_selector(".mapped")
    page.evaluate(WALK, 10)  # the first frames are compiled
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    found: dict[str, list[float]] = page.evaluate(WALK, N_FRAMES)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    fired = [e["dur"] / 1000 for e in events if e["name"] == "FireAnimationFrame" and "dur" in e]
    drawn = sorted(fired, reverse=True)[: 4 * N_FRAMES]  # of two callbacks a step one draws
    return {**found, "trace, all walks": drawn}


def _p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


if __name__ == "__main__":
    main()
