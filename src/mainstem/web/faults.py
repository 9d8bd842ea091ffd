"""Errors as a person and as a program see them: the one ``except`` of this edge."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from mainstem.errors import MainstemError, NotSignedIn, TooManyRequests
from mainstem.web.shown import address, is_piece, page

_WORDS = {404: "There is no such page.", 405: "This page cannot be used like that."}


def handle(app: FastAPI) -> None:
    """Gives ``app`` its error pages."""
    app.exception_handler(MainstemError)(_ours)
    app.exception_handler(HTTPException)(_of_http)
    app.exception_handler(RequestValidationError)(_of_input)


def _ours(request: Request, error: MainstemError) -> Response:
    if isinstance(error, NotSignedIn) and _by_a_person(request):
        return _to_sign_in(request)
    answer = told(request, error.http_status, error.code, error.subject, error.what, error.hint)
    if isinstance(error, TooManyRequests):
        answer.headers["retry-after"] = str(error.wait_s)
    if isinstance(error, NotSignedIn):
        answer.headers["www-authenticate"] = "Bearer"
    return answer


def _to_sign_in(request: Request) -> Response:
    """To the form, and back to the page that was asked for; the script must be told to leave its page."""
    asked = request.url.path if request.method == "GET" else "/"
    form = address("/login", {"back": asked})
    if is_piece(request):
        return Response(status_code=204, headers={"hx-redirect": form})
    return RedirectResponse(form, 303)


def _by_a_person(request: Request) -> bool:
    wants_page = "text/html" in request.headers.get("accept", "") or is_piece(request)
    return wants_page and not request.url.path.startswith("/api/")


def _of_http(request: Request, error: HTTPException) -> Response:
    what = _WORDS.get(error.status_code, str(error.detail))
    answer = told(request, error.status_code, f"http_{error.status_code}", request.url.path, what, "")
    answer.headers.update(error.headers or {})  # Allow, of a 405
    return answer


def _of_input(request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    return told(request, 422, "invalid_input", field, first["msg"], "")


def told(request: Request, status: int, code: str, subject: str, what: str, hint: str) -> Response:
    """The one shape of an error: JSON for the API and for whoever asks for it, else a page."""
    error = {"code": code, "subject": subject, "what": what, "hint": hint}
    if not _by_a_person(request):
        return JSONResponse({"error": error}, status)
    return page(request, "fault.html", status=status, error=error)
