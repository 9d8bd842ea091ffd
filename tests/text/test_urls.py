"""What is taken from a URL, and what is left of it."""

from __future__ import annotations

import pytest

from mainstem.text.urls import clean, found_in, is_shortener, split, unwrap


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://www.example.org/a/", "example.org/a"),
        ("http://Example.ORG:80/A?b=1&utm_source=x#top", "example.org/A?b=1"),
        ("https://example.org/a;jsessionid=12?x=1", "example.org/a?x=1"),
        ("https://example.org/%7euser/%c3%a9", "example.org/~user/%C3%A9"),
        ("https://example.org/post.amp.html", "example.org/post.html"),
        ("https://bücher.example/a", "xn--bcher-kva.example/a"),
        ("https://example.org/a?source=rss-feed&source_id=1", "example.org/a?source_id=1"),
        ("https://www.com/", "www.com"),
        ("https://[::1]:8080/x", "[::1]:8080/x"),
    ],
)
def test_cleaning_keeps_what_names_the_page(url: str, cleaned: str) -> None:
    """Scheme, www, ports, trackers, sessions and AMP go; the rest stays."""
    parts = split(url)
    assert parts is not None
    assert cleaned == clean(parts)


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://www.google.com/url?q=https%3A%2F%2Fx.org%2Fa&sa=D", "https://x.org/a"),
        ("https://www.google.com/search?q=https%3A%2F%2Fx.org", None),
        ("https://web.archive.org/web/2024/http://x.org/a?b=1", "http://x.org/a?b=1"),
        ("https://web.archive.org/web/20240101id_/https:/x.org/a", "https://x.org/a"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org&data=1", "https://x.org"),
        ("https://urldefense.com/v3/__https://x.org/a__;!!abc", "https://x.org/a"),
        ("https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fa.png", "https://i.redd.it/a.png"),
        ("https://x.org/?url=https%3A%2F%2Fy.org", None),
    ],
)
def test_wrappers_give_up_what_they_carry(url: str, inner: str | None) -> None:
    """Only services that pass readers on are unwrapped."""
    parts = split(url)
    assert parts is not None
    assert inner == unwrap(parts)


@pytest.mark.parametrize(
    ("url", "is_short"),
    [
        ("https://bit.ly/abc", True),
        ("https://bit.ly/", False),
        ("https://substack.com/redirect/2/x", True),
        ("https://substack.com/@someone", False),
        ("https://us1.list-manage.com/track/click?u=1", True),
        ("https://example.org/abc", False),
    ],
)
def test_shorteners_are_known(url: str, is_short: bool) -> None:
    """Addresses that only a request could resolve."""
    parts = split(url)
    assert parts is not None
    assert is_short == is_shortener(parts)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Code: https://github.com/a/b.", ("https://github.com/a/b",)),
        ("(see https://x.org/a_(b)) and https://x.org/a_(b)", ("https://x.org/a_(b)",)),
        ("**https://x.org/a**, http://y.org!", ("https://x.org/a", "http://y.org")),
        ("no link here", ()),
        ("https://", ()),
    ],
)
def test_addresses_are_found_in_text(text: str, urls: tuple[str, ...]) -> None:
    """Without the punctuation behind them, each once."""
    assert urls == found_in(text)
