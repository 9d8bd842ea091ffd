"""Signing in at an organisation's own identity provider: OpenID Connect, the authorization code flow with PKCE.

After OpenID Connect Core 1.0 (3.1), Discovery 1.0 and RFC 7636. Who came back is known by issuer and subject alone:
names and addresses change hands, and a name that the provider tells never opens an account that is there already.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from mainstem.errors import MainstemError, NotAllowed, NotSignedIn, UsageError
from mainstem.model import Account, Reply, Request
from mainstem.wiring import accounts

if TYPE_CHECKING:
    from mainstem.net import Client
    from mainstem.wiring import Mainstem

ALGORITHMS = ["RS256", "PS256", "ES256"]  # signatures by the provider's public key alone
LEEWAY_S = 60  # between its clock and ours
GOING_S = 600  # to sign in there and come back
_FIELDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Going:
    """What the browser holds while it is away."""

    state: str
    nonce: str
    verifier: str
    back: str
    connects: str = ""  # the person who wants to connect their account; empty: to sign in

    def told(self) -> str:
        """As a cookie's value."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()

    @classmethod
    def read(cls, told: str) -> Going:
        """What ``told`` said; raises NotSignedIn for anything else."""
        try:
            fields = json.loads(base64.urlsafe_b64decode(told))
            return cls(**{name: str(value) for name, value in fields.items()})
        except (ValueError, TypeError, AttributeError) as error:
            raise _failed("this browser began no sign-in here, or too long ago") from error


def is_set(app: Mainstem) -> bool:
    """Whether there is a provider to sign in at."""
    return bool(app.settings.oidc_issuer and app.settings.oidc_client_id)


def go(app: Mainstem, back: str, callback: str, connects: str = "") -> tuple[str, Going]:
    """The provider's page to send a browser to, and what it must hold meanwhile; ``callback`` is our own address.

    ``connects`` is whoever is signed in and asked, by a form of ours, to be known by their sign-in there.

    Raises NotSignedIn where the provider cannot be asked.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    going = Going(state, nonce, verifier, back, connects)
    challenge = hashlib.sha256(going.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": app.settings.oidc_client_id,
        "redirect_uri": callback,
        "scope": "openid profile email",
        "state": going.state,
        "nonce": going.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    place = asyncio.run(_with(app, _discover(app)))["authorization_endpoint"]
    return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}", going


def come_back(
    app: Mainstem,
    going: Going,
    told: Mapping[str, str],
    callback: str,
    *,
    address: str,
    here: Account | None = None,
) -> str:
    """The secret that the browser keeps from now on; ``told`` is what the provider sent back with it.

    ``here`` is who is signed in; where they asked for it, their account is connected with who they are there.
    Raises NotSignedIn, NotAllowed,
    TooManyRequests, and writes down what failed.
    """
    accounts.throttle(app, "", address)
    try:
        asked_by = here if here and here.person == going.connects else None
        person = _person(app, _claims(app, going, told, callback), asked_by)
    except MainstemError:
        accounts.note(app, accounts.NOT_SIGNED_IN, app.settings.oidc_issuer, person="", address=address)
        raise
    return accounts.let_in(app, person, address, app.settings.oidc_issuer)


def _claims(app: Mainstem, going: Going, told: Mapping[str, str], callback: str) -> dict[str, Any]:
    """What the provider's signed word says, checked; nothing is asked where the state is not ours."""
    if not going.state or not secrets.compare_digest(told.get("state", "").encode(), going.state.encode()):
        raise _failed("this browser did not begin this sign-in")
    if "error" in told or not told.get("code"):
        raise _failed(f"the provider said {told.get('error', 'nothing')[:80]}")
    return asyncio.run(_with(app, _exchanged(app, going, told["code"], callback)))


# --- asking the provider --------------------------------------------------------------------------------


async def _with(app: Mainstem, asks: Any) -> Any:
    client = app.client()
    try:
        return await asks(client)
    except NotSignedIn:
        raise
    except MainstemError as error:
        raise NotSignedIn(app.settings.oidc_issuer, f"could not be asked: {error}", error.hint) from error
    finally:
        await client.close()


def _discover(app: Mainstem) -> Any:
    async def asks(client: Client) -> dict[str, str]:
        return await _provider(app, client)

    return asks


async def _provider(app: Mainstem, client: Client) -> dict[str, str]:
    """Where the provider answers, as it says itself; every address must be of TLS, or on this machine."""
    issuer = app.settings.oidc_issuer
    place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    told = _json(await client.fetch(Request(_safe(place))))
    if told.get("issuer") != issuer:
        raise _failed(f"the provider calls itself {told.get('issuer')!r}, and the settings {issuer!r}")
    return {name: _safe(str(told.get(name, ""))) for name in _FIELDS}


def _exchanged(app: Mainstem, going: Going, code: str, callback: str) -> Any:
    async def asks(client: Client) -> dict[str, Any]:
        provider, told = await _provider(app, client), app.settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "client_id": told.oidc_client_id,
            "code_verifier": going.verifier,
        }
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        if told.oidc_client_secret:
            pair = f"{quote(told.oidc_client_id, safe='')}:{quote(told.oidc_client_secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        tokens = _json(
            await client.fetch(Request(provider["token_endpoint"], headers, urlencode(form).encode()))
        )
        keys = _json(await client.fetch(Request(provider["jwks_uri"])))
        return checked(
            str(tokens.get("id_token", "")),
            keys,
            issuer=told.oidc_issuer,
            client_id=told.oidc_client_id,
            nonce=going.nonce,
            now_s=int(app.clock().timestamp()),
        )

    return asks


def _json(reply: Reply) -> dict[str, Any]:
    try:
        told = json.loads(reply.body)
    except ValueError as error:
        raise _failed(f"{urlsplit(reply.url).path} of the provider is no JSON") from error
    if not isinstance(told, dict):
        raise _failed(f"{urlsplit(reply.url).path} of the provider is no object")
    return told


def _safe(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and accounts.is_here(parts.hostname or "")):
        return url
    raise _failed(f"{url!r} is no address over TLS")


# --- what it said -----------------------------------------------------------------------------------------


def checked(
    id_token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now_s: int
) -> dict[str, Any]:
    """The claims of an id_token: signed by one of ``keys``, by that issuer, for us, in time, and for this sign-in.

    Raises NotSignedIn, and UsageError where the extra is not installed.
    """
    try:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
    except ModuleNotFoundError as error:
        what = "needs the extra oidc, which is not installed"
        raise UsageError("signing in at a provider", what, "pip install 'mainstem[oidc]'") from error
    wanted: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "nonce": {"essential": True, "value": nonce},
        **{name: {"essential": True} for name in ("sub", "exp", "iat")},
    }
    try:
        claims = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
        jwt.JWTClaimsRegistry(now=now_s, leeway=LEEWAY_S, **wanted).validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise _failed(f"its word does not hold ({error or type(error).__name__})") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", client_id if not several else None) != client_id:
        raise _failed("its word was given to another program")
    return dict(claims)


def _failed(what: str) -> NotSignedIn:
    return NotSignedIn(
        "sign in", what, "Begin again; an administrator sees more with `mainstem account audit`"
    )


# --- who that is here -------------------------------------------------------------------------------------


def _person(app: Mainstem, claims: Mapping[str, Any], here: Account | None) -> str:
    issuer, subject = app.settings.oidc_issuer, str(claims["sub"])
    known = app.store.accounts.by_identity(issuer, subject)
    if here and known and known.person != here.person:
        raise NotAllowed(here.person, "somebody else here is connected with that sign-in already")
    if known:
        return known.person
    person = here.person if here else _newcomer(app, claims)
    connect(app, person, subject)
    return person


def connect(app: Mainstem, person: str, subject: str) -> None:
    """From now on whoever the provider calls ``subject`` comes in as that person; raises UsageError."""
    accounts.named(app, person)
    if not app.store.accounts.connect(app.settings.oidc_issuer, subject, person, app.clock()):
        raise UsageError(subject, "is connected with an account already")
    accounts.note(app, "account connected", f"{person} with {subject} of {app.settings.oidc_issuer}")


def _newcomer(app: Mainstem, claims: Mapping[str, Any]) -> str:
    """A new account for somebody who was never here, where the settings give newcomers a role."""
    name = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])[:64]
    role = app.settings.oidc_newcomers
    if not role:
        hint = "Sign in with your password and connect it under Your account, or ask an administrator"
        raise NotSignedIn(name, "is not known here yet", hint)
    if app.store.accounts.get(name) or any(app.store.people.told(name).values()):
        hint = "If that is you, sign in with your password and connect it under Your account"
        raise NotSignedIn(name, "is somebody's name here already", hint)
    return accounts.add(app, name, accounts.role_named(role)).person
