"""Which addresses git is sent to, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from mainstem.errors import AddressRefused, Unreachable, UsageError
from mainstem.wiring.cloning import bring, check, folder_of, transport
from tests.wiring.repositories import Repository


@pytest.mark.parametrize(
    "url",
    [
        "http://git.example/o/r",
        "ssh://git@git.example/o/r",
        "file:///etc",
        "ext::sh -c true://x",
        "https://me:secret@git.example/o/r",
        "https:///o/r",
    ],
)
def test_only_plain_https_addresses_are_fetched(url: str) -> None:
    """Whatever else git can speak."""
    with pytest.raises(AddressRefused) as told:
        check(url)
    assert "secret" not in str(told.value)


def test_a_host_alone_is_no_repository() -> None:
    """There would be nothing to name it by."""
    with pytest.raises(UsageError):
        check("https://git.example/")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://github.com/o/r", "github.com/o/r.git"),
        ("https://github.com/o/r.git", "github.com/o/r.git"),
        ("https://github.com/o/r.cpp", "github.com/o/r.cpp.git"),
        ("https://git.example/a/../../b/r", "git.example/a/b/r.git"),
    ],
)
def test_every_address_has_a_folder_of_its_own_in_the_home(url: str, path: str) -> None:
    """And none leads out of it."""
    assert Path("/home/x/repositories") / path == folder_of(Path("/home/x"), url)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "localhost"])
def test_private_addresses_are_refused_unless_allowed(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere in the program."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(AddressRefused):
        transport(f"https://{host}/o/r", ())


def test_git_goes_to_the_address_that_was_checked_and_follows_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that answers differently a moment later gains nothing."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    told = transport("https://127.0.0.1:8443/o/r", ("127.0.0.1",))
    assert "http.curloptResolve=127.0.0.1:8443:127.0.0.1" in told
    assert {"http.followRedirects=false", "credential.helper="} <= set(told)


def test_a_copy_is_made_and_brought_up_to_date(tmp_path: Path) -> None:
    """Bare, of the one branch that counts, and also after its history was rewritten."""
    repo = Repository(tmp_path / "repo")
    first = repo.commit(a_dot_md="x\n")
    place, url = tmp_path / "home" / "copy.git", f"file://{repo.folder}"
    heads = [bring(place, url, (), "file").head()]
    second = repo.commit(a_dot_md="y\n")
    heads.append(bring(place, url, (), "file").head())
    repo.git("reset", "--quiet", "--hard", first)
    other = repo.commit(a_dot_md="z\n")
    heads.append(bring(place, url, (), "file").head())
    assert [first, second, other] == heads
    assert not (place / "a.md").exists()


def test_a_protocol_that_was_not_asked_for_is_not_spoken(tmp_path: Path) -> None:
    """Not even to a repository on this machine."""
    repo = Repository(tmp_path / "repo")
    repo.commit(a_dot_md="x\n")
    with pytest.raises(Unreachable, match="not allowed"):
        bring(tmp_path / "copy.git", f"file://{repo.folder}", ())


def test_a_name_that_nobody_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told as such, and not as git's own words."""
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Unreachable):
        transport(f"https://{'x' * 70}.example/o/r", ())
