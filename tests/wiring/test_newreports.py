"""New reports of followed labs."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from mainstem.errors import Unreachable
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards
from mainstem.wiring import Mainstem, newreports, wishing

CARD = b"# Brook-2\n\nWe present Brook-2 with 70B parameters. We train it on 2T tokens. It is under the MIT license."


class Offline(Mainstem):
    """The program on a machine without a network."""

    def client(self) -> NoReturn:
        """There is none."""
        raise Unreachable("this machine", "has no network")


def _keep(app: Mainstem, work: str) -> None:
    read = examine(cards.read("brook-2", [("brook-2.md", CARD)]))
    app.store.reports.put(read, f"https://arxiv.org/pdf/{work.removeprefix('arxiv:')}", "0" * 64, app.clock())


def test_reports_of_followed_labs_are_found_once(app: Mainstem) -> None:
    """Of the pack's labs, or of those that one follows; what was read is new no more."""
    found = [work.id for work in newreports.new(app)]
    assert found
    _keep(app, found[0])
    assert found[1:] == [work.id for work in newreports.new(app)]
    wishing.wish(app, "follow", "lab", "anthropic")
    assert [] == list(newreports.new(app))


def test_models_in_use_bring_theirs(app: Mainstem) -> None:
    """Whatever lab one follows."""
    work = next(newreports.new(app))
    wishing.wish(app, "follow", "lab", "anthropic")
    app.settings = replace(app.settings, models_in_use=(work.title.split()[0],))
    assert work.id in [one.id for one in newreports.new(app)]


def test_a_report_that_was_read_tells_its_facts_in_the_week(app: Mainstem) -> None:
    """In the reason of its slot, before what ranked it."""
    plan = app.plan(app.view())
    slot = next(slot for session in plan.sessions for slot in session.slots if slot.work.startswith("arxiv:"))
    _keep(app, slot.work)
    again = app.plan(app.view())
    whys = [one.why for session in again.sessions for one in session.slots if one.work == slot.work]
    assert [True] == ["report, read: Brook-2: 70B parameters, 2T tokens, MIT" in why for why in whys]


def test_one_that_cannot_be_fetched_is_told(app: Mainstem) -> None:
    """And nothing is kept of it."""
    offline = Offline(app.settings, clock=app.clock)
    looked = newreports.look(offline)
    assert ((), True) == (looked.read, bool(looked.failed))
    assert [] == app.store.reports.all()
    offline.store.close()
