"""Any program, by a signed request."""

from __future__ import annotations

import json

from mainstem.exports.to_webhook import signature, write
from mainstem.model import Digest
from mainstem.text.plan_doc import plan_from_dict
from tests.exports.plan_fakes import PLAN

TOLD = {"url": "https://hook.example/x", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the Standard Webhooks' own documents."""
    body = b'{"test": 2432232314}'
    told = signature(TOLD["secret"], "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" == told


def test_the_plan_is_in_it_and_its_headers_prove_it() -> None:
    """A receiver computes the same signature over what it got."""
    request = write(Digest(PLAN), TOLD, "key", PLAN.at)
    told, headers = json.loads(request.body or b""), request.headers
    assert ("mainstem.week", PLAN) == (told["type"], plan_from_dict(told["data"]))
    assert ("key", "key", str(int(PLAN.at.timestamp()))) == (
        headers["webhook-id"],
        headers["idempotency-key"],
        headers["webhook-timestamp"],
    )
    expected = signature(TOLD["secret"], "key", headers["webhook-timestamp"], request.body or b"")
    assert expected == headers["webhook-signature"]


def test_a_secret_that_is_not_base64_signs_as_it_is() -> None:
    """What a person types is their secret."""
    assert signature("whsec_!", "k", "1", b"") == signature("whsec_!", "k", "1", b"")
    assert signature("a", "k", "1", b"") != signature("b", "k", "1", b"")
