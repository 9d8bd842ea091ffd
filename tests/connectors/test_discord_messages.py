"""Which messages of Discord are items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mainstem.connectors.discord_messages import MIN_REACTIONS, Message, drafts
from mainstem.model import Draft

MESSAGE = Message("3", "2", "1", "", None, None, "someone", (), 0, 0)


def drafted(**changes: object) -> Draft | None:
    """The draft of a message that differs so from an empty one."""
    found, _ = drafts([replace(MESSAGE, **changes)])  # type: ignore[arg-type]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("changes", "is_item"),
    [
        ({"content": "see https://arxiv.org/abs/2606.00001"}, True),
        ({"content": "loss spikes again", "n_reactions": MIN_REACTIONS}, True),
        ({"content": "loss spikes again", "n_reactions": MIN_REACTIONS - 1}, False),
        ({"content": "thanks"}, False),
        ({"content": "https://tenor.com/view/x", "n_reactions": 0}, False),
        ({"content": "https://discord.com/channels/1/2/3"}, False),
        ({"content": "https://media.discordapp.net/x.png"}, False),
        ({"content": "https://notdiscord.com/x"}, True),
        ({"n_reactions": 9}, False),
        ({"embeds": (("https://blog.example/a", "A post", ""),)}, True),
    ],
)
def test_a_link_or_several_reactions_make_an_item(changes: dict[str, object], is_item: bool) -> None:
    """Talk, animations and links within Discord do not."""
    assert is_item == (drafted(**changes) is not None)


@pytest.mark.parametrize(
    ("content", "embeds", "title"),
    [
        ("Look at this\nhttps://a.example/b", (), "Look at this"),
        ("https://a.example/b", (("https://a.example/b", "A Page", "It says"),), "A Page"),
        ("<https://a.example/b>", (), "<https://a.example/b>"),
        ("https://a.example/b\nworth reading", (), "worth reading"),
    ],
)
def test_the_title_is_what_was_written_first(
    content: str, embeds: tuple[tuple[str, str, str], ...], title: str
) -> None:
    """Or the title of what a bare link leads to."""
    draft = drafted(content=content, embeds=embeds)
    assert draft
    assert title == draft.title


def test_what_is_left_out_is_counted() -> None:
    """In one warning."""
    messages = [replace(MESSAGE, id=str(n), content="hm" if n else "https://a.example/b") for n in range(5)]
    found, warnings = drafts(messages)
    assert (1, ("4 of 5 messages without a link or 3 reactions, left out",)) == (len(found), warnings)
