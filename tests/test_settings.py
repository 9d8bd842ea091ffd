"""Settings: defaults, the file, the environment, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mainstem import settings
from mainstem.errors import SettingsError
from mainstem.model import Summarizer


def test_defaults_hold_where_nothing_is_written(tmp_path: Path) -> None:
    """A fresh home needs no settings."""
    found = settings.load(tmp_path, {})
    assert ("llm-systems", f"sqlite:///{tmp_path}/mainstem.db") == (found.pack, found.database)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """Defaults < settings.toml < MAINSTEM_*."""
    (tmp_path / "settings.toml").write_text('contact = "a@example.org"\nbudget_min = 240\n')
    found = settings.load(tmp_path, {"MAINSTEM_BUDGET_MIN": "150"})
    assert ("a@example.org", 150) == (found.contact, found.budget_min)


def test_the_home_comes_from_the_environment_unless_it_is_given(tmp_path: Path) -> None:
    """--home wins over MAINSTEM_HOME."""
    environ = {"MAINSTEM_HOME": str(tmp_path / "b")}
    homes = [settings.load(given, environ).home for given in (tmp_path / "a", None)]
    assert [tmp_path / "a", tmp_path / "b"] == homes


def test_a_list_is_comma_separated_in_the_environment(tmp_path: Path) -> None:
    """Lists can be given on one line."""
    found = settings.load(tmp_path, {"MAINSTEM_ALLOW_HOSTS": "127.0.0.0/8, feeds.corp.example"})
    assert ("127.0.0.0/8", "feeds.corp.example") == found.allow_hosts


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("budget = 3", "budget: is not a setting"),
        ('budget_min = "much"', "budget_min: is 'much'. Give a whole number"),
        ("budget_min = 20", "budget_min: is 20. Give minutes a week from 120 to 300"),
        ('timezone = "Mars/Olympus"', "timezone: is 'Mars/Olympus'"),
        ("allow_hosts = [1]", "allow_hosts: is [1]. Give a list of texts"),
        ("contact = ", "cannot be read"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, written: str, named: str) -> None:
    """The error says file, field, what it is and what it may be."""
    (tmp_path / "settings.toml").write_text(written)
    with pytest.raises(SettingsError) as caught:
        settings.load(tmp_path, {})
    assert named in str(caught.value)
    assert str(tmp_path / "settings.toml") in str(caught.value)


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    """A mistake in the environment is told by its variable."""
    with pytest.raises(SettingsError, match="MAINSTEM_BUDGET_MIN: is 'x'"):
        settings.load(tmp_path, {"MAINSTEM_BUDGET_MIN": "x"})


def test_a_file_with_secrets_must_be_the_owner_s_alone(tmp_path: Path) -> None:
    """A token that others can read is refused, and not printed."""
    file = tmp_path / "settings.toml"
    file.write_text('github_token = "hidden-token"\n')
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600") as caught:
        settings.load(tmp_path, {})
    assert "hidden-token" not in str(caught.value)
    file.chmod(0o600)
    assert "hidden-token" == settings.load(tmp_path, {}).github_token


def test_secrets_do_not_show_in_a_repr(tmp_path: Path) -> None:
    """Nor in a traceback that prints the settings."""
    found = settings.load(tmp_path, {"GITHUB_TOKEN": "hidden-token"})
    assert ("hidden-token", False) == (found.github_token, "hidden-token" in repr(found))


def test_our_own_variable_wins_over_the_usual_one(tmp_path: Path) -> None:
    """MAINSTEM_GITHUB_TOKEN before GITHUB_TOKEN."""
    environ = {"GITHUB_TOKEN": "a", "MAINSTEM_GITHUB_TOKEN": "b"}
    assert "b" == settings.load(tmp_path, environ).github_token


def test_who_writes_summaries_is_a_table_of_its_own(tmp_path: Path) -> None:
    """With the key in the file, or in a variable that it names; without the table nobody does."""
    file = tmp_path / "settings.toml"
    assert settings.load(tmp_path, {}).summaries is None
    file.write_text(
        '[summaries]\nendpoint = "http://127.0.0.1:8000/v1/"\nmodel = "m"\nkey_variable = "A_KEY"\nprice_in = 2\n'
    )
    found = settings.load(tmp_path, {"A_KEY": "hidden-token"}).summaries
    assert Summarizer("http://127.0.0.1:8000/v1", "m", "hidden-token", 2) == found
    assert "hidden-token" not in repr(found)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ('summaries = "x"', "is no table"),
        ('[summaries]\nmodel = "m"', "summaries.endpoint: is missing"),
        (
            '[summaries]\nendpoint = "x"\nmodel = "m"\nprice_in = "2"',
            "summaries.price_in: is of another type",
        ),
        ('[summaries]\nendpoint = "x"\nmodel = "m"\ntoken = "2"', "summaries.token: is not a setting"),
        ('[summaries]\nendpoint = "x"\nmodel = "m"\nkey_variable = "NO"', "names NO, which is not set"),
    ],
)
def test_a_wrong_table_of_summaries_is_named(tmp_path: Path, written: str, named: str) -> None:
    """By its line, and what it may be."""
    (tmp_path / "settings.toml").write_text(written)
    with pytest.raises(SettingsError, match=named):
        settings.load(tmp_path, {})


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """As every other secret."""
    file = tmp_path / "settings.toml"
    file.write_text('[summaries]\nendpoint = "x"\nmodel = "m"\nkey = "hidden-token"\n')
    file.chmod(0o644)
    with pytest.raises(SettingsError, match=r"summaries\.key.*chmod 600"):
        settings.load(tmp_path, {})


def test_a_channel_is_a_table_of_its_owner(tmp_path: Path) -> None:
    """Or of the person it names; what it holds is not shown, and for its owner's eyes alone."""
    file = tmp_path / "settings.toml"
    told = '[channels.{name}]\ntype = "email"\nport = 25\npassword = "hidden-word"\n'
    file.write_text(
        'person = "kim"\n' + told.format(name="mail") + told.format(name="other") + 'person = "lee"\n'
    )
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        settings.load(tmp_path, {})
    file.chmod(0o600)
    found = settings.load(tmp_path, {})
    assert [("mail", "kim"), ("other", "lee")] == [(one.name, one.person) for one in found.channels]
    assert {"port": "25", "password": "hidden-word"} == found.channels[0].told
    assert "hidden-word" not in repr(found)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("channels = 1", "channels: is no table"),
        ("[channels.mail]\nurl = 'x'", "channels.mail: has no type"),
        ("[channels.mail]\ntype = 'email'\nto = ['x']", "channels.mail: has no text as its to"),
    ],
)
def test_a_wrong_channel_is_named(tmp_path: Path, written: str, named: str) -> None:
    """Without its secrets."""
    file = tmp_path / "settings.toml"
    file.write_text(written)
    file.chmod(0o600)
    with pytest.raises(SettingsError) as caught:
        settings.load(tmp_path, {})
    assert named in str(caught.value)
