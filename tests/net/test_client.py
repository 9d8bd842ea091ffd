"""A fetch over loopback ends as a reply or as the right error, whatever the other side does."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped] # it ships no types
import pytest

from mainstem.errors import (
    AddressRefused,
    Garbled,
    MainstemError,
    Missing,
    RateLimited,
    ReplyError,
    ServerFault,
    TimedOut,
    TlsFailed,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from mainstem.model import EndpointState, HostLimit, Reply, Request
from mainstem.text.headers import conditional
from tests.net.conftest import HERE, START, Answer, Asked, FakeClock, Site, client, fetched, http, run, serve


def closed_port() -> int:
    """A port of this machine where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


# --- replies ----------------------------------------------------------------------------------------


def test_a_reply_is_handed_on() -> None:
    """Status, headers in lower case, body, address and moment."""
    reply = fetched(http(body=b"<rss/>", ETag='"a"', X_Two="1", x_two="2"))
    assert (200, b"<rss/>", START, None) == (reply.status, reply.body, reply.at, reply.moved_to)
    assert {"etag": '"a"', "x-two": "1, 2", "content-length": "6"} == dict(reply.headers)
    assert reply.url.endswith("/feed")


def test_what_a_host_gets_to_know() -> None:
    """The program with its contact, the codings it reads, and the connector's own headers first."""

    async def main() -> Asked:
        async with serve(lambda _: http()) as site, client(contact="me@site.example") as made:
            await made.fetch(Request(site.url + "/feed#top", {"Accept": "application/atom+xml"}))
            return site.log[0]

    asked = run(main())
    assert "/feed" == asked.path
    assert asked.headers["user-agent"].endswith("(reading list; me@site.example)")
    assert ("application/atom+xml", "gzip, deflate, br, zstd") == (
        asked.headers["accept"],
        asked.headers["accept-encoding"],
    )


def test_validators_bring_not_modified() -> None:
    """The ETag and date of one reply, sent with the next request, bring 304."""

    def answer(asked: Asked) -> bytes:
        same = (asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")) == (
            'W/"ä"',
            "then",
        )
        return http(304) if same else http(body=b"new", ETag='W/"ä"', Last_Modified="then")

    async def main() -> list[int]:
        async with serve(answer) as site, client() as made:
            first = await made.fetch(Request(site.url))
            state = EndpointState("e", "s", site.url, first.headers["etag"], first.headers["last-modified"])
            second = await made.fetch(conditional(Request(site.url), state))
            return [first.status, second.status, site.n_connections]

    assert [200, 304, 1] == run(main())


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_packed_replies_are_unpacked(coding: str) -> None:
    """What is packed on the wire is not packed in the reply."""
    packed = {"gzip": gzip.compress, "br": brotli.compress}[coding](b"feed" * 999)
    assert b"feed" * 999 == fetched(http(body=packed, Content_Encoding=coding)).body


def test_a_chunked_reply_is_put_together() -> None:
    """Chunks are how dynamic pages come."""
    chunks = b"2\r\nfe\r\n2\r\ned\r\n0\r\n\r\n"
    assert b"feed" == fetched([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks]).body


# --- faults on the wire -----------------------------------------------------------------------------

SMALL: dict[str, Any] = {"max_reply_bytes": 2**16}
CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf a feed"
_MANY: Any = {f"x{n}": "y" * 90 for n in range(2000)}
BRIEF: dict[str, Any] = {"total_s": 0.3}
ENOUGH: dict[str, Any] = {"total_s": 5}  # reached only by who waits for what never comes
FAULTS: list[tuple[str, Any, dict[str, Any], type[MainstemError], str]] = [
    ("cut body", [CUT], {}, Unreachable, "cut in the middle"),
    (
        "cut chunks",
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal"],
        {},
        Unreachable,
        "cut in the middle",
    ),
    (
        "cut gzip",
        [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(range(256)))[:99]],
        {},
        Unreachable,
        "cut in the middle",
    ),
    ("hangs up", [b""], {}, Unreachable, "closed the connection without a reply"),
    ("cut headers", [b"HTTP/1.1 200 OK\r\nDate: "], {}, Unreachable, "closed the connection without a reply"),
    ("garbage", [b"\x00\x01 this is not the web\r\n\r\n"], {}, Garbled, "not HTTP"),
    ("another protocol", [b"220 mail.example ESMTP\r\n\r\n"], {}, Garbled, "not HTTP"),
    (
        "two lengths",
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
        {},
        Garbled,
        "not HTTP",
    ),
    ("not gzip", http(body=b"<rss/>", Content_Encoding="gzip"), {}, Garbled, "does not unpack as gzip"),
    ("too many codings", http(body=b"x", Content_Encoding="br,br,br,br"), {}, Garbled, "packed 4 times"),
    ("one huge header", [http(X="x" * 200_000)], {}, TooLarge, "larger headers"),
    ("many headers", [http(200, b"", **_MANY)], {}, TooLarge, "larger headers"),
    ("says it is large", http(body=bytes(2**17)), SMALL, TooLarge, r"larger than 0\.0625 MiB"),
    (
        "says a length of nonsense",
        [b"HTTP/1.1 200 OK\r\n\r\n" + bytes(2**17)],
        SMALL,
        TooLarge,
        "larger than",
    ),
    (
        "bomb",
        http(body=gzip.compress(bytes(2**22)), Content_Encoding="gzip"),
        SMALL,
        TooLarge,
        "larger than",
    ),
    (
        "stacked bomb",
        http(body=gzip.compress(brotli.compress(bytes(2**22), quality=3)), Content_Encoding="br, gzip"),
        SMALL,
        TooLarge,
        "larger than",
    ),
    ("silence", [5.0], {"read_s": 0.1}, TimedOut, r"gave nothing for 0\.1 s"),
    (
        "slow drip",
        [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", *([b"x", 0.05] * 99)],
        BRIEF,
        TimedOut,
        r"longer than 0\.3 s",
    ),
    (
        "slow drip of headers",
        [b"HTTP/1.1 200 OK\r\nX: ", *([b"x", 0.05] * 99)],
        BRIEF,
        TimedOut,
        r"longer than 0\.3 s",
    ),
    ("endless hints", [b"HTTP/1.1 103 Early\r\n\r\n", 0.05] * 99, BRIEF, TimedOut, r"longer than 0\.3 s"),
    ("slow drip of a refusal", [b"HTTP/1.1 404 No\r\n\r\n", *([b"x", 0.05] * 99)], BRIEF, TimedOut, "longer"),
]


@pytest.mark.parametrize(
    ("said", "manners", "kind", "what"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_faults_on_the_wire(
    said: Answer, manners: dict[str, Any], kind: type[MainstemError], what: str
) -> None:
    """Each fault is told as what it was, and none hangs."""
    with pytest.raises(kind, match=what) as caught:
        fetched(said, n_retries=0, **manners)
    assert type(caught.value) is kind


def test_more_than_the_length_says_is_left_where_it_is() -> None:
    """What stands behind the announced length belongs to nobody."""
    assert b"feed" == fetched([http(body=b"feed") + b"HTTP/1.1 200 OK\r\n\r\nevil"]).body


def test_a_large_refusal_is_not_read_to_its_end() -> None:
    """Of a page that says no only the start is read."""
    with pytest.raises(Missing):
        fetched([b"HTTP/1.1 404 No\r\n\r\n" + bytes(2**18), 60.0], **ENOUGH)


def test_a_body_that_says_it_is_too_large_is_not_read_at_all() -> None:
    """The announced length is enough to refuse."""
    with pytest.raises(TooLarge):
        fetched([b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", 60.0], **ENOUGH)


def test_tls_on_a_plain_port() -> None:
    """A plain site behind an https address is a failed handshake."""

    async def main() -> None:
        async with serve(lambda _: http()) as site, client() as made:
            await made.fetch(Request(site.url.replace("http:", "https:")))

    with pytest.raises(TlsFailed, match="did not agree on an encrypted connection"):
        run(main())


def over_tls(certificate: Path, trusted: ssl.SSLContext | None) -> bytes:
    """The body that a site with ``certificate`` gives to a client that trusts ``trusted``."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)

    async def main() -> bytes:
        async with serve(lambda _: http(body=b"feed"), tls=server) as site, client(tls=trusted) as made:
            return (await made.fetch(Request(site.url))).body

    return run(main())


def test_a_certificate_that_nobody_vouches_for(own_certificate: Path) -> None:
    """A self-signed certificate is refused, in words a person understands."""
    with pytest.raises(TlsFailed, match=r"certificate that cannot be trusted \(self-signed certificate\)"):
        over_tls(own_certificate, None)


def test_an_encrypted_reply(own_certificate: Path) -> None:
    """With a certificate that is trusted the reply comes through."""
    assert b"feed" == over_tls(own_certificate, ssl.create_default_context(cafile=own_certificate))


# --- attempts and hosts that are down ---------------------------------------------------------------


def log_of(
    *said: Answer, n_fetches: int = 1, clock: FakeClock | None = None, **manners: object
) -> tuple[Site, list[object]]:
    """A site that gives its answers in turn (the last for good), and how each of ``n_fetches`` ended."""
    answers = list(said)

    async def main() -> tuple[Site, list[object]]:
        ends: list[object] = []
        turning = clock or FakeClock()
        async with (
            serve(lambda _: answers.pop(0) if len(answers) > 1 else answers[0], turning) as site,
            client(turning, **manners) as made,
        ):
            for n in range(n_fetches):
                try:
                    ends.append((await made.fetch(Request(f"{site.url}/{n}"))).status)
                except MainstemError as error:
                    ends.append(error)
        return site, ends

    return run(main())


@pytest.mark.parametrize("failure", [http(502), http(503), http(504), [CUT], [b""]])
def test_what_failed_in_passing_is_tried_again(failure: Answer) -> None:
    """Gateways that restart and cut connections get two more attempts, with growing pauses."""
    clock = FakeClock()
    site, ends = log_of(failure, failure, http(body=b"feed"), clock=clock)
    assert ([200], 3) == (ends, len(site.log))
    assert [0.5 <= clock.slept[0] <= 1, 1 <= clock.slept[1] <= 2] == [True, True]


def test_no_more_than_two_further_attempts() -> None:
    """After the third failure the error is told."""
    site, ends = log_of(http(502))
    assert (3, ServerFault) == (len(site.log), type(ends[0]))


@pytest.mark.parametrize("status", [400, 401, 404, 410, 500, 501])
def test_what_failed_for_good_is_not_tried_again(status: int) -> None:
    """A refusal does not change by asking twice."""
    site, ends = log_of(http(status))
    assert (1, status) == (len(site.log), getattr(ends[0], "status", None))


def test_attempts_share_one_allowance_of_time() -> None:
    """Further attempts do not add to the total time of a fetch."""
    _, ends = log_of([0.15, b""], total_s=0.2, backoff_s=0.01)
    assert isinstance(ends[0], TimedOut)


def test_a_host_that_refuses_twice_is_not_asked_again() -> None:
    """A port where nothing listens fails fast from the second refusal on."""

    async def main() -> list[str]:
        clock = FakeClock()
        port = closed_port()
        said = []
        async with client(clock) as made:
            for _ in range(3):
                with pytest.raises(Unreachable) as caught:
                    await made.fetch(Request(f"http://127.0.0.1:{port}/feed"))
                said.append(caught.value.what)
            assert (0, 1, 1) == (made.n_hosts_ok, made.n_hosts_failed, len(clock.slept))
        return said

    earlier = "is at a host that could not be reached earlier in this run"
    assert ["refused the connection", earlier, earlier] == run(main())


def test_a_name_that_does_not_resolve_is_looked_up_once() -> None:
    """There is no second look at a name that does not exist, by any of its sources."""
    looked_up = []

    async def no_such_name(host: str, port: int) -> list[str]:
        looked_up.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    async def main() -> str:
        async with client(resolve=no_such_name) as made:
            with pytest.raises(Unreachable) as first:
                await made.fetch(Request("http://gone.example/feed"))
            with pytest.raises(Unreachable):
                await made.fetch(Request("http://gone.example/other"))
        return str(first.value.what)

    assert "has a host name that does not resolve" == run(main())
    assert ["gone.example"] == looked_up


def test_hosts_are_counted() -> None:
    """A host that answers anything is ok: a page that is missing is no missing network."""

    async def main() -> tuple[int, int]:
        async with serve(lambda _: http(404)) as site, client() as made:
            for url in (f"{site.url}/a", f"{site.url}/b", f"http://127.0.0.1:{closed_port()}/"):
                with pytest.raises((Missing, Unreachable)):
                    await made.fetch(Request(url))
            return made.n_hosts_ok, made.n_hosts_failed

    assert (1, 1) == run(main())


# --- redirects --------------------------------------------------------------------------------------


def redirects(*hops: tuple[int, str]) -> Reply:
    """How a fetch of /0 ends at a site that redirects /0, /1, ... as told and then gives a feed."""

    def answer(asked: Asked) -> bytes:
        n = int(asked.path.strip("/"))
        return http(hops[n][0], b"moved", Location=hops[n][1]) if n < len(hops) else http(body=b"feed")

    return fetched(answer, "/0")


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301, 308), True), ((301, 302), False), ((307,), False), ((), False)]
)
def test_moves_are_told(statuses: tuple[int, ...], moved: bool) -> None:
    """Where every hop was permanent the reply says where the address has moved."""
    reply = redirects(*((status, f"/{n + 1}") for n, status in enumerate(statuses)))
    assert (f"/{len(statuses)}" if moved else None) == (
        "/" + reply.moved_to.rpartition("/")[2] if reply.moved_to else None
    )
    assert b"feed" == reply.body


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2852039166/",
        "http://0x7f.0.0.2/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://localhost.localdomain.invalid@127.0.0.2/",
        "gopher://127.0.0.1/",
    ],
)
def test_redirects_to_private_addresses(target: str) -> None:
    """However a redirect spells it, nothing inside is asked."""
    with pytest.raises(AddressRefused, match="redirects to "):
        redirects((302, target))


def test_an_endless_way() -> None:
    """Redirects to ever new places end at the cap."""
    with pytest.raises(TooManyRedirects, match="after 8 redirects"):
        redirects(*((302, f"/{n + 1}") for n in range(50)))


def test_a_redirect_to_itself() -> None:
    """A page that redirects to itself is asked once."""
    with pytest.raises(TooManyRedirects, match="in a circle"):
        redirects((302, "/0"))


def test_a_redirect_to_nowhere() -> None:
    """A redirect without a target is a refusal."""
    with pytest.raises(ReplyError, match="answered 302 Found"):
        fetched(http(302))


def test_a_redirect_keeps_the_connection() -> None:
    """The small page that comes with a redirect is read, so that the next request needs no new connection."""

    async def main() -> tuple[int, int]:
        def answer(asked: Asked) -> bytes:
            return http(301, b"moved", Location="/b") if asked.path == "/a" else http(body=b"feed")

        async with serve(answer) as site, client() as made:
            await made.fetch(Request(site.url + "/a"))
            return len(site.log), site.n_connections

    assert (2, 1) == run(main())


def test_secrets_do_not_travel() -> None:
    """A redirect to another host gets neither the Authorization nor the token of the connector."""

    async def main() -> Asked:
        async with serve(lambda _: http()) as other:
            async with serve(lambda _: http(302, Location=other.url)) as site, client() as made:
                headers = {"Authorization": "Bearer secret", "X-Token": "secret", "If-None-Match": '"a"'}
                await made.fetch(Request(site.url, headers))
                assert "Bearer secret" == site.log[0].headers["authorization"]
            return other.log[0]

    assert {"host", "user-agent", "accept", "accept-encoding", "if-none-match"} == run(main()).headers.keys()


# --- private addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0.0.0.0", "[::]"])  # noqa: S104
def test_this_machine_is_not_asked_unless_allowed(host: str) -> None:
    """Without a word in allow_hosts nothing on this machine is asked, and no connection is opened."""

    async def main() -> int:
        async with serve(lambda _: http()) as site, client(allow_hosts=()) as made:
            with pytest.raises(AddressRefused):
                await made.fetch(Request(f"http://{host}:{site.url.rpartition(':')[2]}/"))
            return site.n_connections

    assert 0 == run(main())


def test_secrets_are_masked_in_errors() -> None:
    """The subject of an error is the address without its secrets."""
    with pytest.raises(Missing) as caught:
        fetched(http(404), "/feed?token=secret&page=2")
    assert caught.value.subject.endswith("/feed?token=***&page=2")
    assert "secret" not in str(caught.value)


# --- rests and limits -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {"Retry_After": "120"}),
        (503, {"Retry_After": "120"}),
        (403, {"Retry_After": format_datetime(START + timedelta(seconds=120), usegmt=True)}),
        (403, {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": str(int(START.timestamp()) + 120)}),
        (429, {"X_RateLimit_Remaining": "0.0", "X_RateLimit_Reset": "120"}),
    ],
)
def test_a_host_that_wants_rest_gets_it(status: int, headers: dict[str, Any]) -> None:
    """The site's own log shows no request from its refusal until the moment it named, and one then."""

    async def main() -> tuple[list[object], list[float]]:
        clock = FakeClock()
        ends: list[object] = []
        answers = [http(status, **headers), http()]
        async with serve(lambda _: answers.pop(0), clock) as site, client(clock) as made:
            for pause_s in (0, 0, 100, 20):
                clock.now += timedelta(seconds=pause_s)
                try:
                    ends.append((await made.fetch(Request(site.url + "/feed"))).status)
                except RateLimited as error:
                    ends.append(error.retry_at)
        return ends, [(asked.at - START).total_seconds() for asked in site.log]

    until = START + timedelta(seconds=120)
    assert ([until, until, until, 200], [0, 120]) == run(main())


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_burst_told_in_the_body_alone_rests_the_host(coding: str) -> None:
    """GitHub's 403 without a header is a limit, not a refusal: the host is left alone for a minute."""

    async def main() -> tuple[list[str], int]:
        clock = FakeClock()
        said = b'{"message": "You have exceeded a secondary rate limit."}'
        answer = http(
            403, gzip.compress(said) if coding else said, **({"Content_Encoding": coding} if coding else {})
        )
        ends = []
        async with serve(lambda _: answer, clock) as site, client(clock) as made:
            for _ in range(2):
                try:
                    await made.fetch(Request(site.url + "/repos"))
                except RateLimited as error:
                    ends.append(type(error).__name__)
        return ends, len(site.log)

    assert (["RateLimited", "Resting"], 1) == run(main())


def test_a_short_rest_is_waited_out() -> None:
    """A quota of a few requests a few seconds costs seconds, not half an hour of pause."""

    async def main() -> tuple[list[int], float]:
        clock = FakeClock()
        answers = [http(X_RateLimit_Remaining="0", X_RateLimit_Reset="3"), http()]
        async with serve(lambda _: answers.pop(0), clock) as site, client(clock) as made:
            ends = [(await made.fetch(Request(site.url + "/feed"))).status for _ in range(2)]
            return ends, (site.log[1].at - site.log[0].at).total_seconds()

    assert ([200, 200], 3.0) == run(main())


def test_a_host_that_names_no_time_rests_a_minute() -> None:
    """A bare 429 says "later": the error names no moment, and the host is left alone for a minute."""
    clock = FakeClock()
    limit = HostLimit("127.0.0.1", 1, 10)
    site, ends = log_of(http(429), n_fetches=3, clock=clock, hosts=(limit,))
    assert (1, []) == (len(site.log), clock.slept)  # nobody stands in line for a host that rests
    assert [None, START + timedelta(minutes=1)] == [getattr(end, "retry_at", 0) for end in ends[:2]]


def test_the_last_reply_of_a_quota_is_handed_on() -> None:
    """A good reply that uses up the quota is kept, and the host rests until the quota fills again."""
    site, ends = log_of(http(x_ratelimit_remaining="0", x_ratelimit_reset="35"), n_fetches=2)
    assert (1, 200) == (len(site.log), ends[0])
    assert START + timedelta(seconds=35) == getattr(ends[1], "retry_at", None)


def test_who_waited_while_the_host_asked_for_rest_is_not_sent() -> None:
    """Requests that stand in line when a 429 comes are not sent after it."""

    async def main() -> tuple[int, list[type[object]]]:
        clock = FakeClock()
        limit = HostLimit("127.0.0.1", 1, 10, n_open=4)
        async with (
            serve(lambda _: http(429, Retry_After="600"), clock) as site,
            client(clock, hosts=(limit,)) as made,
        ):
            fetches = (made.fetch(Request(f"{site.url}/{n}")) for n in range(5))
            ends = await asyncio.gather(*fetches, return_exceptions=True)
            return len(site.log), [type(end) for end in ends]

    n_asked, ends = run(main())
    assert all(issubclass(end, RateLimited) for end in ends)
    assert n_asked < 5


def test_limits_hold_in_the_sites_own_log() -> None:
    """With two requests in ten seconds no window of the site's log holds a third, redirects included."""

    def answer(asked: Asked) -> bytes:
        return http(302, Location="/b") if asked.path == "/a" else http()

    async def main() -> list[float]:
        clock = FakeClock()
        limit = HostLimit("127.0.0.1", 2, 10, n_open=1)
        async with serve(answer, clock) as site, client(clock, hosts=(limit,)) as made:
            await asyncio.gather(*(made.fetch(Request(site.url + path)) for path in ("/a", "/b", "/b", "/b")))
            return [(asked.at - START).total_seconds() for asked in site.log]

    assert [0, 0, 10, 10, 20] == run(main())


def test_a_client_is_closed_with_a_fetch_in_the_air() -> None:
    """Cancelling a fetch frees its turn and its connection."""

    async def main() -> int:
        limit = HostLimit("127.0.0.1", 9, 1, n_open=1)
        slow = iter([[5.0], http()])
        async with serve(lambda _: next(slow)) as site, client(hosts=(limit,)) as made:  # type: ignore[arg-type, return-value]
            hanging = asyncio.create_task(made.fetch(Request(site.url + "/slow")))
            await asyncio.sleep(0.05)
            hanging.cancel()
            await asyncio.gather(hanging, return_exceptions=True)
            return (await made.fetch(Request(site.url + "/next"))).status

    assert 200 == run(main())


def test_allowed_hosts_are_the_only_private_ones() -> None:
    """The tests' own allowance opens exactly one address."""
    assert ("127.0.0.1",) == HERE
