"""Weeks go out once, and never twice: over real connections to this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem import settings
from mainstem.errors import NotTaken, PerhapsTaken, UsageError
from mainstem.exports.to_webhook import signature
from mainstem.model import Channel, Delivery, Digest
from mainstem.pipeline.delivering import CLAIM, KILLED
from mainstem.wiring import Mainstem, carrying, channels, linking, sending
from tests.exports.plan_fakes import PLAN
from tests.net.test_smtp import Box, serving

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


class Clock:
    """Stands until it is moved."""

    now = NOON

    def __call__(self) -> datetime:
        """This moment."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock, httpserver: HTTPServer) -> Iterator[Mainstem]:
    """A home with a plan, a channel of each certainty, and the right to post to this machine."""
    url = httpserver.url_for("/hook")
    told = {
        "chat": {"type": "slack", "url": url},
        "bot": {"type": "webhook", "url": url, "secret": "s3cret"},
    }
    tables = [
        f"[channels.{name}]\n" + "".join(f'{k} = "{v}"\n' for k, v in of.items()) for name, of in told.items()
    ]
    home = tmp_path / "home"
    home.mkdir()
    file = home / "settings.toml"
    file.write_text('timezone = "UTC"\nallow_hosts = ["127.0.0.0/8", "localhost"]\n' + "\n".join(tables))
    file.chmod(0o600)
    made = Mainstem(settings.load(home, {}), clock=clock)
    made.store.plans.save(PLAN)
    yield made
    made.store.close()


def _send(app: Mainstem, name: str, slept: list[float] | None = None, **told: bool) -> Delivery:
    sleep = [].append if slept is None else slept.append
    return sending.send(app, name, week=PLAN.week, sleep=sleep, **told)


def test_a_week_is_sent_once_over_each_channel(app: Mainstem, httpserver: HTTPServer) -> None:
    """However often it is asked for."""
    httpserver.expect_request("/hook", method="POST").respond_with_data("ok")
    told = [sending.send_digest(app, week=PLAN.week, sleep=[].append) for _ in range(3)]
    assert [("chat", "sent", "taken (200)"), ("bot", "sent", "taken (200)")] == [
        (one.channel, one.state, one.told) for one in told[0]
    ]
    assert told[0] == told[1] == told[2]
    assert 2 == len(httpserver.log)


def test_what_a_program_gets_is_signed(app: Mainstem, httpserver: HTTPServer) -> None:
    """As the receiver computes it over the body on the wire."""
    httpserver.expect_request("/hook").respond_with_data("", 204)
    _send(app, "bot")
    [(request, _)] = httpserver.log
    headers = request.headers
    expected = signature("s3cret", headers["webhook-id"], headers["webhook-timestamp"], request.data)
    assert expected == headers["webhook-signature"]


def test_a_receiver_that_asks_for_a_pause_gets_it(app: Mainstem, httpserver: HTTPServer) -> None:
    """Retry-After, where it is longer than our own pause."""
    httpserver.expect_ordered_request("/hook").respond_with_data("", 429, {"retry-after": "20"})
    httpserver.expect_ordered_request("/hook").respond_with_data("", 503)
    httpserver.expect_ordered_request("/hook").respond_with_data("ok")
    slept: list[float] = []
    assert ("sent", [20.0, 8.0]) == (_send(app, "chat", slept).state, slept)


def test_a_long_pause_is_left_to_a_later_run(app: Mainstem, clock: Clock, httpserver: HTTPServer) -> None:
    """Which asks nothing before the moment is there."""
    httpserver.expect_ordered_request("/hook").respond_with_data("", 429, {"retry-after": "3600"})
    httpserver.expect_ordered_request("/hook").respond_with_data("ok")
    first, again = _send(app, "chat"), _send(app, "chat")
    assert ("failed", NOON + timedelta(hours=1)) == (first.state, first.next_at)
    assert first == again
    clock.now += timedelta(hours=1)
    assert ("sent", 2) == ((told := _send(app, "chat")).state, told.n_tries)


def test_a_refusal_is_told_and_no_secret_with_it(app: Mainstem, httpserver: HTTPServer) -> None:
    """The address of a webhook is its key."""
    httpserver.expect_request("/hook").respond_with_data("no", 404)
    told = _send(app, "chat")
    assert ("failed", "answered 404 NOT FOUND".lower()) == (told.state, told.told.lower())
    assert "/hook" not in repr(app.settings) + str(app.store.people.told("me"))


def test_what_may_have_arrived_is_not_repeated_to_a_chat(app: Mainstem, httpserver: HTTPServer) -> None:
    """It is told, and a person decides."""
    httpserver.expect_request("/hook").respond_with_data("", 500)
    first, second = _send(app, "chat"), _send(app, "chat")
    assert ("unsure", "unsure", 1) == (first.state, second.state, len(httpserver.log))
    assert ("unsure", 2) == (_send(app, "chat", again=True).state, len(httpserver.log))


def test_what_may_have_arrived_is_repeated_under_its_key(app: Mainstem, httpserver: HTTPServer) -> None:
    """To a program that knows it by that."""
    httpserver.expect_ordered_request("/hook").respond_with_data("", 500)
    httpserver.expect_ordered_request("/hook").respond_with_data("")
    assert "sent" == _send(app, "bot").state
    keys = {request.headers["idempotency-key"] for request, _ in httpserver.log}
    assert (1, 2) == (len(keys), len(httpserver.log))


def test_two_that_send_at_once_send_once(app: Mainstem, httpserver: HTTPServer) -> None:
    """The second finds the claim of the first."""
    seen: list[Delivery] = []

    def carry(of: Mainstem, channel: Channel, digest: Digest, key: str) -> str:
        seen.append(_send(of, "chat"))
        return "taken"

    told = sending.deliver(app, channels.named(app, "chat"), PLAN, carry=carry)
    assert (["sending"], "sent", []) == ([one.state for one in seen], told.state, httpserver.log)


SENDS = """
import sys
from pathlib import Path
from mainstem import settings
from mainstem.wiring import Mainstem, sending
app = Mainstem(settings.load(Path(sys.argv[1]), {}))
sending.send(app, sys.argv[2], week=sys.argv[3])
"""


@pytest.mark.parametrize(("name", "state", "n_arrived"), [("chat", "unsure", 1), ("bot", "sent", 2)])
def test_a_process_killed_between_sending_and_recording(
    app: Mainstem, httpserver: HTTPServer, clock: Clock, name: str, state: str, n_arrived: int
) -> None:
    """kill -9 when the message is there and nobody wrote it down: a chat gets it once, a program under one key."""
    keys: list[str | None] = []

    def arrived(request: Request) -> Response:
        keys.append(request.headers.get("idempotency-key"))
        if len(keys) == 1:
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
        return Response("ok")

    httpserver.expect_request("/hook").respond_with_handler(arrived)
    command = [sys.executable, "-c", SENDS, str(app.settings.home), name, PLAN.week]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    child.wait(timeout=60)
    clock.now = datetime.now(UTC) + timedelta(seconds=1)
    assert (-signal.SIGKILL, "sending") == (child.returncode, _send(app, name).state)
    clock.now += CLAIM
    told = _send(app, name)
    assert (state, n_arrived, 1) == (told.state, len(keys), len(set(keys)))
    assert told.told == (KILLED if state == "unsure" else "taken (200)")


def test_a_channel_that_is_off_gets_nothing(app: Mainstem, httpserver: HTTPServer) -> None:
    """Until it is on again."""
    httpserver.expect_request("/hook").respond_with_data("ok")
    channels.switch(app, "chat", on=False)
    assert ["bot"] == [one.channel for one in sending.send_digest(app, week=PLAN.week)]
    channels.switch(app, "chat", on=True)
    assert ["chat", "bot"] == [one.channel for one in sending.send_digest(app, week=PLAN.week)]


def test_each_person_has_channels_of_their_own(app: Mainstem) -> None:
    """A table that names no person is that of the home's owner."""
    mine, other = app.settings.channels
    app.settings = replace(app.settings, channels=(mine, replace(other, person="you")))
    assert [mine] == channels.mine(app)
    with pytest.raises(UsageError, match="bot: is no channel of yours"):
        channels.named(app, "bot")


def test_an_address_within_is_refused_unless_it_was_allowed(app: Mainstem) -> None:
    """A webhook is no way into the network of this machine."""
    app.settings = replace(app.settings, allow_hosts=())
    with pytest.raises(NotTaken, match=r"loopback address\. If you mean it, list the host under allow_hosts"):
        carrying.carry(app, channels.named(app, "chat"), Digest(PLAN), "key")


def test_a_receiver_that_is_not_there_surely_has_nothing(app: Mainstem, httpserver: HTTPServer) -> None:
    """So it may be tried again."""
    httpserver.stop()
    with pytest.raises(NotTaken, match="refused the connection") as caught:
        carrying.carry(app, channels.named(app, "chat"), Digest(PLAN), "key")
    assert caught.value.passing
    httpserver.start()


def test_a_connection_that_ends_without_an_answer_leaves_it_open(
    app: Mainstem, httpserver: HTTPServer
) -> None:
    """The request had left."""
    httpserver.expect_request("/hook").respond_with_handler(_hang_up)
    with pytest.raises(PerhapsTaken):
        carrying.carry(app, channels.named(app, "chat"), Digest(PLAN), "key")


def _hang_up(request: Request) -> Response:
    cut: Callable[[int], None] = request.environ["werkzeug.socket"].shutdown
    cut(2)
    return Response("")


def test_a_week_without_a_plan_is_not_sent(app: Mainstem) -> None:
    """Nor is anything claimed."""
    with pytest.raises(UsageError, match="2020-W01: has no plan"):
        sending.send_digest(app, week="2020-W01")
    assert [] == app.store.outbox.last("me", 5)


def test_a_channel_that_is_not_whole_costs_the_others_nothing(app: Mainstem, httpserver: HTTPServer) -> None:
    """It is told, and nothing is claimed."""
    httpserver.expect_request("/hook").respond_with_data("ok")
    chat, bot = app.settings.channels
    app.settings = replace(
        app.settings, channels=(replace(bot, told={}), replace(bot, name="x", type="fax"), chat)
    )
    told = sending.send_digest(app, week=PLAN.week)
    assert ["failed", "failed", "sent"] == [one.state for one in told]
    assert "channels.bot.url is missing: The webhook's address, as the service shows it" == told[0].told
    assert ["chat"] == [one.channel for one in app.store.outbox.last("me", 5)]


def test_a_week_goes_by_mail_and_one_click_ends_it(app: Mainstem) -> None:
    """Over a real server; the address in the mail is one that opens."""
    box = Box()
    with serving(box) as port:
        told = {"to": "me@mail.example", "from": "stem@mail.example", "host": "127.0.0.1", "port": str(port)}
        mail = Channel("mail", "email", "me", {**told, "security": "plain"})
        app.settings = replace(app.settings, public_url="https://stem.example", channels=(mail,))
        states = [sending.send_digest(app, week=PLAN.week)[0].state for _ in range(2)]
    [got] = box.kept
    message = message_from_bytes(got.content or b"", policy=policy.default)
    stop = str(message["List-Unsubscribe"]).split("/out/")[1].split("/stop")[0]
    assert (["sent", "sent"], "mail") == (states, linking.opened(app, stop, "stop")[1].name)
