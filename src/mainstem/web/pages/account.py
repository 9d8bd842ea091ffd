"""Coming in and going out, and one's own account: password, tokens, data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import NotSignedIn, TooManyRequests, UsageError
from mainstem.model import Scope
from mainstem.web.reader import COOKIE, Anyone, Asks, address_of, is_secure
from mainstem.web.shown import here, page
from mainstem.wiring import accounts, personal

router = APIRouter(include_in_schema=False)
Words = Annotated[str, Form(max_length=2_000)]


@router.get("/login")
def ask(request: Request, app: Anyone, back: str = "/") -> Response:
    """The form; where there are no accounts there is nothing to ask."""
    if not app.store.accounts.any():
        return RedirectResponse("/", 303)
    return page(request, "login.html", back=here(back), name="", fault=None)


@router.post("/login")
def log_in(request: Request, app: Anyone, name: Words, password: Words, back: Words = "/") -> Response:
    """Lets the browser in; what does not fit is told on the form."""
    try:
        secret = accounts.log_in(app, name.strip(), password, address_of(request))
    except (NotSignedIn, TooManyRequests) as fault:
        return page(
            request, "login.html", status=fault.http_status, back=here(back), name=name[:64], fault=fault
        )
    answer = RedirectResponse(here(back), 303)
    age_s = int(accounts.LOGIN.total_seconds())
    answer.set_cookie(COOKIE, secret, max_age=age_s, httponly=True, samesite="lax", secure=is_secure(request))
    return answer


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


def _shown(request: Request, asks: Asks, secret: str = "", told: str = "", status: int = 200) -> Response:
    return page(
        request,
        "account.html",
        status=status,
        asks=asks,
        scopes=accounts.GRANTS[asks.role],
        tokens=asks.app.store.accounts.tokens(asks.app.settings.person),
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
