"""Signing in at an identity provider, which an emulator plays on loopback."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("joserfc", reason="needs the extra oidc")

from joserfc import jwt
from joserfc.jwk import RSAKey
from pytest_httpserver import HTTPServer
from starlette.testclient import TestClient

from mainstem.errors import NotSignedIn, UsageError
from mainstem.web import create
from mainstem.wiring import Mainstem, accounts, oidc
from tests.conftest import NOW
from tests.emulators.openid import CLIENT, SECRET, Provider

PASSWORD = "seven rivers run north"  # noqa: S105 - of a test
HOME = {"origin": "http://localhost", "accept": "text/html"}


@pytest.fixture(scope="module")
def key() -> RSAKey:
    """A key is made once: that takes long."""
    return RSAKey.generate_key(2048, {"kid": "one"})


@pytest.fixture
def provider(httpserver: HTTPServer, key: RSAKey) -> Provider:
    """A provider whose clock is ours."""
    made = Provider(httpserver.url_for("").rstrip("/"), now_s=int(NOW.timestamp()), key=key)
    made.serve(httpserver)
    return made


@pytest.fixture
def shared(app: Mainstem, provider: Provider) -> Mainstem:
    """A home with accounts, whose settings name the provider; one account is connected."""
    told = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    app.settings = replace(app.settings, allow_hosts=("127.0.0.1", "localhost"), **told)  # type: ignore[arg-type]
    accounts.add(app, "me", "admin", PASSWORD)
    accounts.add(app, "kim", "reader")
    oidc.connect(app, "kim", provider.subject)
    return app


@pytest.fixture
def site(shared: Mainstem) -> Iterator[TestClient]:
    """A browser at its door; it is not sent on by itself."""
    with TestClient(
        create(shared), base_url="http://localhost", headers=HOME, follow_redirects=False
    ) as client:
        yield client


def _sign_in(site: TestClient, provider: Provider, back: str = "/streams") -> Any:
    """There and back; what our site answers then."""
    there = site.get("/login/provider", params={"back": back})
    return site.get(provider.sign_in(there.headers["location"]))


def _whoever(site: TestClient) -> str:
    answer = site.get("/api/v1/me")
    return str(answer.json().get("person", answer.status_code))


def test_whoever_is_connected_comes_in(site: TestClient, provider: Provider, shared: Mainstem) -> None:
    """Known by issuer and subject; led to the page that was asked for; written down."""
    assert f"Sign in at {provider.issuer.partition('//')[2].partition(':')[0]}" in site.get("/login").text
    answer = _sign_in(site, provider)
    assert (303, "/streams", "kim") == (answer.status_code, answer.headers["location"], _whoever(site))
    last = shared.store.audit.last(1)[0]
    assert ("kim", "signed in", provider.issuer) == (last.person, last.action, last.subject)


HOLDS = {"iss": "i", "aud": "mainstem", "sub": "s", "nonce": "n", "exp": 200, "iat": 100}


def _checked(token: str, key: RSAKey) -> dict[str, Any]:
    keys = {"keys": [key.as_dict(private=False)]}
    return oidc.checked(token, keys, issuer="i", client_id="mainstem", nonce="n", now_s=150)


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "evil"},
        {"aud": "another"},
        {"aud": ["mainstem", "another"]},
        {"aud": ["mainstem", "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 50},
        {"exp": None},
        {"iat": 900},
        {"sub": None},
    ],
    ids=str,
)
def test_a_word_that_does_not_hold_is_not_believed(key: RSAKey, lies: dict[str, Any]) -> None:
    """Of another issuer, for another program or sign-in, too old, not yet, of nobody."""
    told = {name: value for name, value in {**HOLDS, **lies}.items() if value is not None}
    with pytest.raises(NotSignedIn, match="its word"):
        _checked(jwt.encode({"alg": "RS256", "kid": "one"}, told, key), key)


def test_a_word_for_several_programs_holds_where_it_was_given_to_us(key: RSAKey) -> None:
    """Its ``azp`` says so; a little difference between two clocks does not matter."""
    told = {**HOLDS, "aud": ["another", "mainstem"], "azp": "mainstem", "exp": 149}
    assert "s" == _checked(jwt.encode({"alg": "RS256", "kid": "one"}, told, key), key)["sub"]


def test_a_foreign_signature_lets_nobody_in(site: TestClient, provider: Provider, shared: Mainstem) -> None:
    """Of a key that the provider does not show; the failure is written down."""
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert (401, "401") == (_sign_in(site, provider).status_code, _whoever(site))
    assert "not signed in" == shared.store.audit.last(1)[0].action


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_only_the_providers_own_key_signs(key: RSAKey, alg: str) -> None:
    """Neither unsigned, nor "signed" with the public key as a secret (RFC 8725, 2.1)."""
    told = (json.dumps(one).encode() for one in ({"alg": alg, "kid": "one"}, HOLDS))
    signed = b".".join(urlsafe_b64encode(one).rstrip(b"=") for one in told)
    digest = hmac.digest(key.as_pem(private=False), signed, "sha256") if alg == "HS256" else b""
    token = b".".join([signed, urlsafe_b64encode(digest).rstrip(b"=")]).decode()
    with pytest.raises(NotSignedIn, match="does not hold"):
        _checked(token, key)


def test_a_browser_that_began_nothing_is_not_let_in(site: TestClient, provider: Provider) -> None:
    """A foreign page cannot sign one in as somebody else: state and cookie are of one browser."""
    there = site.get("/login/provider").headers["location"]
    back = provider.sign_in(there)
    site.cookies.clear()
    assert 401 == site.get(back).status_code
    site.get("/login/provider")
    assert 401 == site.get(back).status_code
    assert 401 == site.get("/login/back", params={"error": "access_denied", "state": "x"}).status_code


def test_a_code_that_was_used_is_worth_nothing(site: TestClient, provider: Provider) -> None:
    """Nor one with another verifier: whoever reads the address of a browser cannot come in by it."""
    there = site.get("/login/provider").headers["location"]
    back = provider.sign_in(there)
    next(iter(provider.asked.values()))["code_challenge"] = "of another verifier"
    assert 401 == site.get(back).status_code


def test_a_newcomer_comes_in_where_the_settings_say_so(
    site: TestClient, provider: Provider, shared: Mainstem
) -> None:
    """With that role and the name that the provider tells; else an administrator must make the account."""
    provider.subject, provider.claims = "77", {"preferred_username": "lee"}
    assert 401 == _sign_in(site, provider).status_code
    shared.settings = replace(shared.settings, oidc_newcomers="reader")
    assert (303, "lee") == (_sign_in(site, provider).status_code, _whoever(site))
    account = accounts.named(shared, "lee")
    assert ("reader", "") == (account.role, account.hash)


@pytest.mark.parametrize("name", ["me", "quiet"])
def test_a_name_opens_no_account_that_is_there(
    site: TestClient, provider: Provider, shared: Mainstem, name: str
) -> None:
    """Whoever calls themselves like an account, or like somebody who marked something, is not that person."""
    shared.settings = replace(shared.settings, oidc_newcomers="reader")
    accounts.for_person(shared, "quiet").mark("arxiv:2505.11432", "read")
    provider.subject, provider.claims = "77", {"preferred_username": name}
    answer = _sign_in(site, provider)
    assert (401, True) == (answer.status_code, "here already" in answer.text)


def test_an_account_is_connected_by_its_owner(site: TestClient, provider: Provider, shared: Mainstem) -> None:
    """By a form, while signed in; merely signing in there while somebody is signed in here connects nothing."""
    provider.subject = "77"
    site.post("/login", data={"name": "me", "password": PASSWORD})
    assert 401 == _sign_in(site, provider).status_code
    assert [] == shared.store.accounts.identities("me")
    shown = site.post("/account/connect").text
    there = shown.partition('<a class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert 303 == site.get(provider.sign_in(there)).status_code
    assert [(provider.issuer, "77")] == shared.store.accounts.identities("me")
    site.post("/logout")
    assert (303, "me") == (_sign_in(site, provider).status_code, _whoever(site))
    site.post("/account/disconnect")
    assert [] == shared.store.accounts.identities("me")


def test_nobody_shuts_themselves_out(shared: Mainstem) -> None:
    """An account that no password opens stays connected."""
    with pytest.raises(UsageError, match="would be shut out"):
        accounts.disconnect(accounts.for_person(shared, "kim"))


def test_guessing_is_slowed_down_there_too(site: TestClient, provider: Provider) -> None:
    """After twenty failures from one address it must wait."""
    held = oidc.Going("state", "nonce", "verifier", "/").told()
    answers = []
    for _ in range(22):
        site.cookies.set("mainstem_going", held, path="/login")
        answers.append(site.get("/login/back", params={"state": "x", "code": "y"}).status_code)
    assert [401] * 20 + [429] * 2 == answers


@pytest.mark.parametrize(
    "issuer", ["http://id.example", "https://127.0.0.1:1"], ids=["without TLS", "nobody answers"]
)
def test_a_provider_that_cannot_be_asked_is_told(site: TestClient, shared: Mainstem, issuer: str) -> None:
    """On the form, where a password still opens."""
    shared.settings = replace(shared.settings, oidc_issuer=issuer)
    answer = site.get("/login/provider")
    assert (401, True) == (answer.status_code, 'type="password"' in answer.text)
