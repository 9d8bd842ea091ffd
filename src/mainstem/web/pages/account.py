"""Coming in and going out, and one's own account: password, tokens, data."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import MainstemError, NotAllowed, NotSignedIn, TooManyRequests, UsageError
from mainstem.model import Scope
from mainstem.web.reader import COOKIE, Anyone, Asks, address_of, is_secure
from mainstem.web.shown import here, page
from mainstem.wiring import Mainstem, accounts, oidc, personal

router = APIRouter(include_in_schema=False)
_GOING = "mainstem_going"  # the cookie of a browser that is away at the identity provider
Words = Annotated[str, Form(max_length=2_000)]


@router.get("/login")
def ask(request: Request, app: Anyone, back: str = "/") -> Response:
    """The form; where there are no accounts there is nothing to ask."""
    if not app.store.accounts.any():
        return RedirectResponse("/", 303)
    return _form(request, app, back)


def _form(
    request: Request, app: Mainstem, back: str, name: str = "", fault: MainstemError | None = None
) -> Response:
    told = {"back": here(back), "name": name[:64], "provider": _provider(app), "fault": fault}
    return page(request, "login.html", status=fault.http_status if fault else 200, **told)


def _provider(app: Mainstem) -> str:
    """The host of the identity provider, as people know it; empty where there is none."""
    return urlsplit(app.settings.oidc_issuer).hostname or "" if oidc.is_set(app) else ""


@router.post("/login")
def log_in(request: Request, app: Anyone, name: Words, password: Words, back: Words = "/") -> Response:
    """Lets the browser in; what does not fit is told on the form."""
    try:
        secret = accounts.log_in(app, name.strip(), password, address_of(request))
    except (NotSignedIn, TooManyRequests) as fault:
        return _form(request, app, back, name, fault)
    return _let_in(request, secret, back)


def _let_in(request: Request, secret: str, back: str) -> Response:
    answer = RedirectResponse(here(back), 303)
    age_s = int(accounts.LOGIN.total_seconds())
    answer.set_cookie(COOKIE, secret, max_age=age_s, httponly=True, samesite="lax", secure=is_secure(request))
    return answer


@router.get("/login/provider")
def go(request: Request, app: Anyone, back: str = "/") -> Response:
    """To the identity provider; the browser holds what must come back with it."""
    if not oidc.is_set(app) or not app.store.accounts.any():
        return RedirectResponse("/login", 303)
    try:
        place, going = oidc.go(app, here(back), _callback(request))
    except NotSignedIn as fault:
        return _form(request, app, back, fault=fault)
    return _with_going(request, RedirectResponse(place, 303), going)


@router.post("/account/connect")
def connect(request: Request, asks: Asks) -> Response:
    """Asks for one more step: a form of ours may not lead to another site by itself (form-action)."""
    try:
        place, going = oidc.go(asks.app, "/account", _callback(request), asks.app.settings.person)
    except NotSignedIn as fault:
        return _shown(request, asks, told=f"{fault.what}. {fault.hint}", status=502)
    return _with_going(request, _shown(request, asks, going_to=place), going)


def _with_going(request: Request, answer: Response, going: oidc.Going) -> Response:
    told: dict[str, Any] = {"path": "/login", "httponly": True, "secure": is_secure(request)}
    answer.set_cookie(_GOING, going.told(), max_age=oidc.GOING_S, samesite="lax", **told)
    return answer


@router.get("/login/back")
def come_back(request: Request, app: Anyone) -> Response:
    """From there; what does not hold is told on the form. Whoever was signed in connects their account."""
    signed_in = accounts.by_login(app, request.cookies.get(COOKIE, ""))
    back = "/"
    try:
        going = oidc.Going.read(request.cookies.get(_GOING, ""))
        back, told = going.back, dict(request.query_params)
        secret = oidc.come_back(
            app, going, told, _callback(request), address=address_of(request), here=signed_in
        )
    except (NotSignedIn, NotAllowed, TooManyRequests) as fault:
        answer = _form(request, app, back, fault=fault)
    else:
        answer = _let_in(request, secret, back)
    answer.delete_cookie(_GOING, path="/login", httponly=True, samesite="lax")
    return answer


def _callback(request: Request) -> str:
    """Our own address, as the browser knows it; the guard has checked the host."""
    return f"{'https' if is_secure(request) else 'http'}://{request.headers['host']}/login/back"


@router.post("/account/disconnect")
def disconnect(asks: Asks) -> Response:
    """Forgets who one is at the provider; raises UsageError where nothing else lets one in."""
    accounts.disconnect(asks.app)
    return RedirectResponse("/account", 303)


@router.post("/logout")
def log_out(request: Request, app: Anyone) -> Response:
    """Ends the login of this browser."""
    accounts.log_out(app, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


@router.get("/account")
def account(request: Request, asks: Asks) -> Response:
    """Who you are here, your tokens, and your data."""
    return _shown(request, asks)


def _shown(
    request: Request, asks: Asks, secret: str = "", told: str = "", going_to: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "account.html",
        status=status,
        asks=asks,
        scopes=accounts.GRANTS[asks.role],
        tokens=asks.app.store.accounts.tokens(asks.app.settings.person),
        connected=asks.app.store.accounts.identities(asks.app.settings.person),
        provider=_provider(asks.app),
        going_to=going_to,
        secret=secret,
        told=told,
    )


@router.post("/account/tokens")
def new_token(
    request: Request,
    asks: Asks,
    name: Words,
    scopes: Annotated[list[Scope], Form()],
    days: Annotated[int, Form(ge=0, le=3650)] = 90,
) -> Response:
    """Makes a token and shows its secret, this once."""
    _, secret = accounts.new_token(asks.app, name[:100], scopes, sorted(asks.scopes), days or None)
    return _shown(request, asks, secret=secret)


@router.post("/account/tokens/{token_id}/remove")
def remove_token(asks: Asks, token_id: str) -> Response:
    """Takes a token back."""
    accounts.drop_token(asks.app, token_id)
    return RedirectResponse("/account", 303)


@router.post("/account/password")
def password(request: Request, asks: Asks, old: Words, new: Words) -> Response:
    """Changes the password, which signs out every browser."""
    person = asks.app.settings.person
    try:
        accounts.check(asks.app, person, old, address_of(request))
        accounts.change(asks.app, person, password=new)
    except UsageError as fault:
        return _shown(request, asks, told=f"{fault.what}. {fault.hint}", status=fault.http_status)
    return RedirectResponse("/login", 303)


@router.post("/account/erase")
def erase(request: Request, asks: Asks, confirm: Words) -> Response:
    """Removes everything that is kept under your name, the account itself too."""
    try:
        personal.erase(asks.app, confirm)
    except UsageError as fault:
        return _shown(request, asks, told=f"{fault.what}. {fault.hint}", status=fault.http_status)
    return RedirectResponse("/", 303)
