"""Which addresses may be asked, and what is shown of one."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import AddressRefused
from mainstem.net.address import Guard, is_loopback, kind_of, literal, parse, shown


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("8.8.8.8", None),
        ("0.0.0.0", "unspecified"),  # noqa: S104 - the address itself is the subject
        ("10.1.2.3", "private"),
        ("100.64.0.1", "carrier-private"),
        ("127.8.8.8", "loopback"),
        ("169.254.169.254", "link-local"),
        ("172.31.0.1", "private"),
        ("172.32.0.1", None),
        ("192.0.2.1", "documentation"),
        ("192.168.1.1", "private"),
        ("198.19.0.1", "benchmarking"),
        ("224.0.0.251", "multicast"),
        ("255.255.255.255", "reserved"),
        ("2606:4700::1111", None),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::127.0.0.1", "reserved"),
        ("::ffff:127.0.0.1", "IPv4-mapped"),
        ("::ffff:8.8.8.8", "IPv4-mapped"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("64:ff9b::808:808", None),
        ("64:ff9b:1::808:808", "private"),
        ("100::1", "reserved"),
        ("2001::1", "reserved"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "6to4"),
        ("fd00::1", "private"),
        ("fe80::1", "link-local"),
        ("fec0::1", "reserved"),
        ("ff02::1", "multicast"),
    ],
)
def test_kinds_of_addresses(address: str, kind: str | None) -> None:
    """Every special-purpose block has its name; only what IANA gives to the public has none."""
    assert kind == kind_of(ip_address(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("::1", "::1"),
        ("blog.example", None),
        ("cafe", None),
        ("1.2.3.4.5", None),
    ],
)
def test_addresses_in_every_spelling(host: str, address: str | None) -> None:
    """Decimal, hexadecimal and octal addresses are seen for what the C library makes of them."""
    assert (ip_address(address) if address else None) == literal(host)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "feeds.localhost", "127.0.0.2", "::1", "0x7f.1"])
def test_names_of_this_machine(host: str) -> None:
    """This machine is known under all its names."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    ("allowed", "host", "addresses"),
    [
        ("127.0.0.1", "localhost", ["127.0.0.1"]),
        ("10.0.0.0/8", "wiki.corp.example", ["10.1.2.3", "10.1.2.4"]),
        ("wiki.corp.example", "Wiki.Corp.Example", ["10.1.2.3", "fd00::1"]),
        ("[::1]", "::1", ["::1"]),
        ("fd00::/8", "fd00::1", ["fd00::1"]),
        ("unrelated.example", "blog.example", ["8.8.8.8", "2606:4700::1111"]),
    ],
)
def test_allowed_and_public_hosts_pass(allowed: str, host: str, addresses: list[str]) -> None:
    """A host passes by its name, by its address, by its network, or because it is public."""
    Guard([allowed]).check(host, addresses)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    """A name that leads outside and inside at once is refused, with the address that did it."""
    with pytest.raises(AddressRefused, match=r"leads to 10\.0\.0\.1, a private address"):
        Guard().check("blog.example", ["8.8.8.8", "10.0.0.1"])


def test_a_network_allows_nothing_beside_it() -> None:
    """Allowing one network does not allow its neighbour."""
    with pytest.raises(AddressRefused, match="is a private address"):
        Guard(["10.0.0.0/24"]).check("10.0.1.1", ["10.0.1.1"])


@pytest.mark.parametrize("host", ["localhost", "2130706433", "169.254.169.254", "fe80::1"])
def test_what_a_proxy_must_not_be_asked(host: str) -> None:
    """For a proxy, which looks names up itself, the spelling is checked."""
    with pytest.raises(AddressRefused):
        Guard().check_unresolved(host)


def test_a_proxy_may_be_asked_for_any_name() -> None:
    """A name that spells no address is the proxy's to look up."""
    Guard().check_unresolved("blog.example")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("file:///etc/passwd", "is not an http or https address"),
        ("ftp://blog.example/", "is not an http or https address"),
        ("blog.example/feed", "is not an http or https address"),
        ("http:///feed", "is not an http or https address"),
        ("", "is not an http or https address"),
        ("http://[::1", "is not a web address"),
        ("http://blog.example/\nHost: x", "is not a web address"),
        ("http://blog.example:99999/", "has no such port as 99999"),
        (
            "https://me:pass@blog.example/",
            "carries a user name or password, which logs and redirects would give away",
        ),
    ],
)
def test_what_is_no_address_to_ask(address: str, what: str) -> None:
    """Anything but a plain http or https address is refused before anything happens."""
    with pytest.raises(AddressRefused) as caught:
        parse(address)
    assert what == caught.value.what


def test_the_fragment_is_not_sent() -> None:
    """What stands behind # is for browsers."""
    assert "https://blog.example/feed?x=1" == str(parse("https://blog.example/feed?x=1#top"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://me:pass@blog.example/f#x", "https://blog.example/f"),
        (
            "https://r.example/.rss?feed=abc&user=me&limit=5",
            "https://r.example/.rss?feed=***&user=***&limit=5",
        ),
        ("https://a.example/?access_token=x&author=y", "https://a.example/?access_token=***&author=y"),
        ("https://a.example/?API%5Fkey=x", "https://a.example/?API%5Fkey=***"),
        ("https://a.example/?X-Amz-Signature=x&v", "https://a.example/?X-Amz-Signature=***&v"),
        ("https://a.example/?search_query=key", "https://a.example/?search_query=key"),
        ("not an address", "not an address"),
    ],
)
def test_secrets_are_not_shown(address: str, expected: str) -> None:
    """User names, passwords and values of token-like fields never reach a message."""
    assert expected == shown(address)


@given(
    name=st.sampled_from(["token", "key", "sig", "apikey", "auth", "password", "x-goog-signature"]),
    secret=st.text("abcdefXYZ0123456789%~_", min_size=6).map(lambda text: f"S3CRET{text}"),
)
def test_no_secret_survives(name: str, secret: str) -> None:
    """Whatever a secret looks like, it is not shown."""
    assert "S3CRET" not in shown(f"https://u:{secret}@blog.example/feed?a=1&{name}={secret}&b=2#{secret}")
