"""Synthetic: an OpenID provider, written from OpenID Connect Core 1.0, Discovery 1.0, RFC 6749 and RFC 7636.

It signs in whoever ``subject`` says, without asking, and checks at its token endpoint what the standards tell it to:
the client's secret, the code (once), the redirect address and the verifier. ``lies`` change what its word says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

CLIENT, SECRET = "mainstem", "of the client & only its own"


@dataclass
class Provider:
    """Who signs in there, and what it says of them."""

    issuer: str
    now_s: int = field(default_factory=lambda: int(time.time()))
    subject: str = "248289761001"
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(
        default_factory=dict
    )  # claims in place of the true ones; None leaves one out
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None  # another key than the one that it shows
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # of the authorisation, by code

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/.well-known/openid-configuration").respond_with_json(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )
        server.expect_request("/keys").respond_with_json({"keys": [self.key.as_dict(private=False)]})
        server.expect_request("/token", method="POST").respond_with_handler(self._token)
        server.expect_request("/authorize").respond_with_handler(self._authorize)

    def sign_in(self, place: str) -> str:
        """What a browser at ``place`` is sent back to: the redirect address with code and state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(place).query).items()}
        missing = {"response_type", "client_id", "redirect_uri", "scope", "state"} - asked.keys()
        if missing or asked["client_id"] != CLIENT or "openid" not in asked["scope"].split():
            raise ValueError(f"the provider was asked wrongly: {asked}")
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _authorize(self, request: Request) -> Response:
        return Response(status=302, headers={"location": self.sign_in(request.url)})

    def _token(self, request: Request) -> Response:
        asked = self.asked.pop(request.form.get("code", ""), None)
        secret = request.authorization and request.authorization.password
        if secret != SECRET.replace(" ", "%20").replace("&", "%26"):
            return Response('{"error": "invalid_client"}', 401, content_type="application/json")
        if (
            asked is None
            or request.form.get("redirect_uri") != asked["redirect_uri"]
            or not _fits(request, asked)
        ):
            return Response('{"error": "invalid_grant"}', 400, content_type="application/json")
        told = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": self.now_s + 300,
            "iat": self.now_s,
            "nonce": asked["nonce"],
            **self.claims,
            **self.lies,
        }
        claims = {name: value for name, value in told.items() if value is not None}
        key = self.signs_with or self.key
        word = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        body = {"token_type": "Bearer", "access_token": "a", "id_token": word}
        return Response(json.dumps(body), content_type="application/json")


def _fits(request: Request, asked: dict[str, str]) -> bool:
    digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
    said = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return (asked.get("code_challenge"), asked.get("code_challenge_method")) == (said, "S256")
