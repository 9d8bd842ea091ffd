"""A Feishu group."""

from __future__ import annotations

import json
from dataclasses import replace

from mainstem.exports.to_feishu import refused, signature, write
from mainstem.model import Digest, Reply
from tests.exports.plan_fakes import DEEP, PLAN

URL = "https://open.feishu.example/open-apis/bot/v2/hook/x"


def test_the_signature_is_as_the_service_s_guide_computes_it() -> None:
    """The key is the moment, a line feed and the secret, the message is empty (computed with openssl)."""
    assert "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=" == signature("demo", "1599360473")


def test_paragraphs_of_text_and_links() -> None:
    """Which know no markup, so titles stay as they are."""
    told = json.loads(write(Digest(PLAN, "https://stem.example"), {"url": URL}, "k", PLAN.at).body or b"")
    post = told["content"]["post"]["en_us"]
    assert ("post", "What to read in week 27", 5) == (told["msg_type"], post["title"], len(post["content"]))
    assert {"tag": "a", "text": "open the week", "href": "https://stem.example"} == post["content"][0][2]
    assert "[Fast] *kernels*, <b> for a_b" == post["content"][2][0]["text"]
    assert "sign" not in told


def test_a_bot_with_a_secret_gets_a_signature() -> None:
    """With the moment in whole seconds, as text."""
    told = json.loads(write(Digest(PLAN), {"url": URL, "secret": "demo"}, "k", PLAN.at).body or b"")
    assert ("1782820800", signature("demo", "1782820800")) == (told["timestamp"], told["sign"])


def test_a_long_week_fits() -> None:
    """A request holds 20 kB."""
    long = replace(PLAN.sessions[0], slots=(DEEP,) * 300)
    assert (
        len(write(Digest(replace(PLAN, sessions=(long,))), {"url": URL}, "k", PLAN.at).body or b"") < 20_000
    )


def test_a_code_says_no() -> None:
    """With status 200."""
    bodies = (b'{"code":0,"msg":"success"}', b'{"StatusCode":0}', b'{"code":19021,"msg":"sign"}', b"<html>")
    told = [refused(Reply("", 200, {}, body, PLAN.at)) for body in bodies]
    assert ["", "", "answered code 19021: sign", "answered with something that is not JSON"] == told
