"""Who comes in, as whom, and what they may do and see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mainstem.errors import UsageError
from mainstem.model import Scope
from mainstem.settings import Settings
from mainstem.web import create
from mainstem.web.rate import Rate
from mainstem.web.reader import Trust
from mainstem.wiring import Mainstem, accounts

WORK = "arxiv:2505.11432"
SECRET = "what the first one alone may see"  # noqa: S105 - a note, not a password
PASSWORD = "seven rivers run north"  # noqa: S105 - of a test
HOME = {"origin": "http://localhost", "accept": "text/html"}


@pytest.fixture
def shared(app: Mainstem) -> Mainstem:
    """The home with two persons: an administrator, who noted something, and a reader."""
    accounts.add(app, "me", "admin", PASSWORD)
    accounts.add(app, "other", "reader")
    app.mark(WORK, "note", SECRET)
    app.mark("arxiv:2604.07394", "file", SECRET)
    return app


def _token(app: Mainstem, person: str, *scopes: Scope) -> dict[str, str]:
    theirs = accounts.for_person(app, person)
    _, secret = accounts.new_token(theirs, "test", scopes, scopes, None)
    return {"authorization": f"Bearer {secret}"}


@pytest.fixture
def site(shared: Mainstem) -> Iterator[TestClient]:
    """A browser at the door of that home; it is not sent on by itself."""
    made = create(shared, rate=Rate(1e9, 10**9, lambda: 0.0))
    with TestClient(made, base_url="http://localhost", headers=HOME, follow_redirects=False) as client:
        yield client


def _log_in(site: TestClient, password: str = PASSWORD, back: str = "/") -> int:
    return site.post("/login", data={"name": "me", "password": password, "back": back}).status_code


# --- coming in ----------------------------------------------------------------------------------------


def test_a_browser_is_asked_who_it_is_and_let_in(site: TestClient) -> None:
    """It comes back to where it wanted to go; what it holds is out of the script's reach and sent to no other site."""
    asked = site.get("/streams")
    assert (303, "/login?back=%2Fstreams") == (asked.status_code, asked.headers["location"])
    answer = site.post("/login", data={"name": "me", "password": PASSWORD, "back": "/streams"})
    assert (303, "/streams") == (answer.status_code, answer.headers["location"])
    cookie = answer.headers["set-cookie"]
    assert ("HttpOnly" in cookie, "SameSite=lax" in cookie, "Secure" in cookie) == (True, True, False)
    assert 200 == site.get("/streams").status_code
    site.post("/logout")
    assert 303 == site.get("/streams").status_code


def test_a_login_behind_tls_stays_there(shared: Mainstem) -> None:
    """The cookie is Secure where a trusted proxy says that it came over TLS."""
    made = create(shared, trust=Trust(frozenset({"testclient"})))
    with TestClient(made, base_url="http://localhost", follow_redirects=False) as client:
        told = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"}
        answer = client.post("/login", data={"name": "me", "password": PASSWORD}, headers=told)
    assert "Secure" in answer.headers["set-cookie"]
    assert "192.0.2.1" == shared.store.audit.last(1)[0].address


@pytest.mark.parametrize(
    ("name", "password"), [("me", "wrong words here"), ("nobody", PASSWORD), ("other", "")]
)
def test_what_does_not_fit_is_not_let_in(site: TestClient, name: str, password: str) -> None:
    """A wrong password, an unknown name, and an account that no password opens are answered alike."""
    answer = site.post("/login", data={"name": name, "password": password or "x"})
    assert (401, True) == (answer.status_code, "That name and password do not fit" in answer.text)
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed_down(site: TestClient, shared: Mainstem) -> None:
    """After five failures of one name from one address even the right password must wait; all is written down."""
    assert [401] * 5 == [_log_in(site, "wrong words here") for _ in range(5)]
    answer = site.post("/login", data={"name": "me", "password": PASSWORD})
    assert 429 == answer.status_code
    assert ["not signed in"] * 5 == [one.action for one in shared.store.audit.last(5)]


def test_a_form_without_a_way_back_to_its_page_is_refused(site: TestClient) -> None:
    """An old browser that sends no Origin must say by Referer that the form was ours, once it is signed in."""
    _log_in(site)
    del site.headers["origin"]
    form = {"work": WORK, "action": "read"}
    assert 403 == site.post("/marks", data=form).status_code
    assert 403 == site.post("/marks", data=form, headers={"referer": "http://evil.example/"}).status_code
    assert 303 == site.post("/marks", data=form, headers={"referer": "http://localhost/"}).status_code


def test_a_trusted_proxy_says_who_asks(shared: Mainstem) -> None:
    """Its header counts, and anybody else's does not."""
    said = {"x-person": "other"}
    for proxies, status in ((frozenset({"testclient"}), 200), (frozenset({"192.0.2.9"}), 401)):
        with TestClient(
            create(shared, trust=Trust(proxies, "x-person")), base_url="http://localhost"
        ) as client:
            assert status == client.get("/api/v1/me", headers=said).status_code


@pytest.mark.parametrize(
    ("bind", "hosts", "fine"),
    [
        ("127.0.0.1", (), True),
        ("::1", ("mainstem.localhost",), True),
        ("192.0.2.1", (), False),
        ("127.0.0.1", ("mainstem.lan",), False),
    ],
)
def test_nobody_is_let_in_unasked_from_beyond(
    app: Mainstem, bind: str, hosts: tuple[str, ...], fine: bool
) -> None:
    """Without accounts it serves this machine alone; with one it may serve others."""
    if not fine:
        with pytest.raises(UsageError, match="there are no accounts"):
            accounts.must_be_there(app, bind, hosts)
        accounts.add(app, "me", "admin", PASSWORD)
    accounts.must_be_there(app, bind, hosts)


@pytest.mark.parametrize(
    ("person", "password"), [("a b", PASSWORD), ("", PASSWORD), ("kim", "short"), ("kim", "x" * 1025)]
)
def test_names_and_passwords_are_checked(app: Mainstem, person: str, password: str) -> None:
    """And nothing is kept of what does not do."""
    with pytest.raises(UsageError):
        accounts.add(app, person, "reader", password)
    assert not app.store.accounts.any()


# --- what they may do ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "week", "read"),
        ("POST", "marks", "write"),
        ("POST", "sources", "curate"),
        ("DELETE", "review/decisions/last", "curate"),
        ("GET", "audit", "admin"),
        ("GET", "accounts", "admin"),
    ],
)
def test_a_token_does_what_it_was_made_for(
    site: TestClient, shared: Mainstem, method: str, path: str, scope: Scope
) -> None:
    """Without the scope it may not, without a token nobody may, and a reader's token never more than a reader."""
    every: tuple[Scope, ...] = ("read", "write", "curate", "admin")
    others = _token(shared, "me", *(one for one in every if one != scope))
    assert 401 == site.request(method, f"/api/v1/{path}").status_code
    assert 403 == site.request(method, f"/api/v1/{path}", headers=others).status_code
    assert site.request(method, f"/api/v1/{path}", headers=_token(shared, "me", scope)).status_code in (
        200,
        422,
    )
    if scope in ("curate", "admin"):
        assert (
            403 == site.request(method, f"/api/v1/{path}", headers=_token(shared, "other", scope)).status_code
        )


@pytest.mark.parametrize(
    "path",
    [
        "/review",
        "/review/undo",
        "/sources",
        "/sources/silence",
        "/sources/remove",
        "/team",
        "/team/remove",
        "/corrections",
    ],
)
def test_a_reader_changes_nothing_that_all_share(shared: Mainstem, path: str) -> None:
    """Neither by a form: that is a curator's."""
    accounts.change(shared, "other", password=PASSWORD)
    with TestClient(create(shared), base_url="http://localhost", headers=HOME) as client:
        client.post("/login", data={"name": "other", "password": PASSWORD})
        assert 403 == client.post(path).status_code


def test_a_token_is_shown_once_and_can_be_taken_back(site: TestClient, shared: Mainstem) -> None:
    """Neither the database nor any answer tells it again; a token makes no other."""
    _log_in(site)
    made = site.post("/api/v1/tokens", json={"name": "notebook", "scopes": ["read"]}).json()
    bearer = {"authorization": f"Bearer {made['secret']}"}
    site.cookies.clear()
    assert 200 == site.get("/api/v1/me", headers=bearer).status_code
    assert made["secret"] not in site.get("/api/v1/tokens", headers=bearer).text
    assert made["secret"].encode() not in Path(shared.settings.home / "mainstem.db").read_bytes()
    assert (
        403
        == site.post(
            "/api/v1/tokens", json={"name": "more"}, headers=_token(shared, "me", "read", "write")
        ).status_code
    )
    assert (
        204
        == site.delete(
            f"/api/v1/tokens/{made['token']['id']}", headers=_token(shared, "me", "write")
        ).status_code
    )
    assert 401 == site.get("/api/v1/me", headers=bearer).status_code


def test_what_changes_what_all_share_is_written_down(site: TestClient, shared: Mainstem) -> None:
    """Who did it, and what."""
    site.put("/api/v1/sources/blog-vllm/silence", headers=_token(shared, "me", "curate"))
    assert ("me", "PUT /api/v1/sources/blog-vllm/silence") == (
        shared.store.audit.last(1)[0].person,
        shared.store.audit.last(1)[0].action,
    )
    assert shared.source("blog-vllm").silenced


def test_the_account_page_makes_and_removes_a_token(site: TestClient) -> None:
    """It is shown on the page that follows, and then no more."""
    _log_in(site)
    shown = site.post("/account/tokens", data={"name": "notebook", "scopes": "read", "days": "0"}).text
    assert ("mainstem_" in shown, "mainstem_" in site.get("/account").text) == (True, False)


def test_a_new_password_signs_out_everywhere(site: TestClient) -> None:
    """The present one must be told with it."""
    _log_in(site)
    wrong = {"old": "not this one at all", "new": "eight lakes lie still"}
    assert 401 == site.post("/account/password", data=wrong).status_code
    right = {**wrong, "old": PASSWORD}
    assert 303 == site.post("/account/password", data=right).status_code
    assert 303 == site.get("/account").status_code
    assert (401, 303) == (_log_in(site), _log_in(site, right["new"]))


# --- what they see ------------------------------------------------------------------------------------

READS = sorted(
    (path, method)
    for path, methods in create(Mainstem(Settings(home=Path("nowhere")))).openapi()["paths"].items()
    for method in methods
    if path.startswith("/api/v1/")
)


@pytest.mark.parametrize(("path", "method"), READS)
def test_no_endpoint_tells_or_changes_another_persons_data(
    site: TestClient, shared: Mainstem, path: str, method: str
) -> None:
    """Whatever a foreign person asks: the first one's notes are not in it, and stay as they were."""
    before = shared.store.people.told("me")
    filled = path.replace("{key}", WORK).replace("{form}", "json")
    told = {"q": "megascale", "confirm": "me", "work": WORK, "action": "read", "name": "me", "number": 1}
    told |= {"kind": "talk", "title": "A talk", "on": "2026-06-01", "sense": "follow"}
    body = {
        "work": WORK,
        "action": "read",
        "kind": "word",
        "name": "kernels",
        "sense": "mute",
        "scopes": ["read"],
    }
    headers = {**_token(shared, "other", "read", "write", "curate", "admin"), "accept": "application/json"}
    answer = site.request(method, filled, headers=headers, params=told, json=body)
    assert SECRET not in answer.text
    assert answer.status_code < 500
    assert {**before, "audit": []} == {**shared.store.people.told("me"), "audit": []}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/streams",
        f"/works/{WORK}",
        "/account",
        "/canon",
        "/review",
        "/team",
        "/engagement",
        "/settings",
        "/taste",
        "/labs",
    ],
)
def test_no_page_tells_another_persons_notes(shared: Mainstem, path: str) -> None:
    """Each sees their own week, marks and notes."""
    accounts.change(shared, "other", password=PASSWORD)
    with TestClient(create(shared), base_url="http://localhost", headers=HOME) as client:
        client.post("/login", data={"name": "other", "password": PASSWORD})
        answer = client.get(path)
        assert (200, False) == (answer.status_code, SECRET in answer.text)


def test_what_is_shared_is_seen(site: TestClient, shared: Mainstem) -> None:
    """A note for all is among the team's notes."""
    shared.mark(WORK, "share", "for all of us")
    told = site.get("/api/v1/team/notes", headers=_token(shared, "other", "read")).text
    assert "for all of us" in told
