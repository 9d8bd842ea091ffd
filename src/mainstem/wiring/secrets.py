"""Which host is shown which secret."""

from __future__ import annotations

from mainstem.net import Access
from mainstem.settings import Settings


def keys(settings: Settings) -> tuple[Access, ...]:
    """What opens the hosts, as far as the person gave it."""
    headers = [
        ("api.github.com", "authorization", "Bearer ", settings.github_token),
        ("huggingface.co", "authorization", "Bearer ", settings.hf_token),
        ("discord.com", "authorization", "Bot ", settings.discord_token),
        ("oauth.reddit.com", "authorization", "Bearer ", settings.reddit_token),
        ("api.semanticscholar.org", "x-api-key", "", settings.semantic_scholar_key),
    ]
    opened = [Access(host, {name: lead + secret}) for host, name, lead, secret in headers if secret]
    if settings.reddit_token:
        opened.append(Access("www.reddit.com", api="oauth.reddit.com"))
    if settings.reddit_feed:
        opened.append(Access("www.reddit.com", query=settings.reddit_feed.lstrip("?&")))
    return tuple(opened)
