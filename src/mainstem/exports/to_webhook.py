"""To any program: the plan as JSON, signed as the Standard Webhooks say (github.com/standard-webhooks, read 2026-11).

``webhook-signature`` is ``v1,`` and the Base64 of HMAC-SHA256 over ``id.timestamp.body``; the receiver refuses old
timestamps, and knows a message that comes twice by ``webhook-id`` (also sent as ``idempotency-key``).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from mainstem.exports._posted import URL, post
from mainstem.model import Digest, Needed, Reply, Request
from mainstem.text.plan_doc import plan_to_dict

FIELDS = (
    URL,
    Needed("secret", "The secret that signs; what begins with whsec_ is Base64", secret=True),
)
REPEATS = True


def write(digest: Digest, told: Mapping[str, str], key: str, at: datetime) -> Request:
    """The plan under ``data``, with the headers that prove who sent it, and when."""
    kind = "mainstem.test" if digest.test else "mainstem.week"
    request = post(
        told["url"],
        {"type": kind, "timestamp": at.isoformat(), "url": digest.home, "data": plan_to_dict(digest.plan)},
    )
    moment = str(int(at.timestamp()))
    headers = {
        "webhook-id": key,
        "webhook-timestamp": moment,
        "webhook-signature": signature(told["secret"], key, moment, request.body or b""),
        "idempotency-key": key,
    }
    return replace(request, headers={**request.headers, **headers})


def signature(secret: str, key: str, moment: str, body: bytes) -> str:
    """What ``webhook-signature`` says of a body; for receivers too."""
    signed = b".".join((key.encode(), moment.encode(), body))
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def refused(reply: Reply) -> str:
    """A good status is all that is asked for."""
    return ""
