"""Foreign text made safe to print: one line that neither steers a terminal nor turns text around."""

from __future__ import annotations

import html
import re
import unicodedata

# ECMA-48: CSI, OSC and the other strings, two-character escapes, and the same with 8-bit introducers
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# Controls, soft hyphen, zero widths, direction marks and overrides, lone surrogates, tags and noncharacters.
# The joiners U+200C and U+200D stay: Persian words and many emoji need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|blink|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|p"
    r"|pre|q|s|samp|small|span|strike|strong|sub|sup|title|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def line(text: str) -> str:
    """``text`` as one printable line: white space collapsed, controls and escape sequences gone, NFC."""
    if _HIDDEN.search(text):
        text = _HIDDEN.sub("", _ESCAPES.sub("", text))
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def title(text: str) -> str:
    """A feed's title as one printable line.

    Feeds do not say whether a title is text or HTML, so known inline tags are taken out, what else stands in
    angle brackets stays (``vector<int>``), and entities are decoded once.
    """
    if "<" in text:
        text = _INLINE_TAG.sub("", text)
    return line(html.unescape(text) if "&" in text else text)


def cut(text: str, n: int) -> str:
    """The first words of ``text``, at most ``n`` characters; an ellipsis shows that there was more."""
    if len(text) <= n:
        return text
    head = text[: n - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.") + "…"
