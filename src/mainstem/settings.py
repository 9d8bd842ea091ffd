"""Where things are and what the person chose: defaults < settings.toml in the home < ``MAINSTEM_*`` variables.

A frozen dataclass read by ``tomllib``: a settings library would cost every start of the CLI 0.15 s
(docs/adr/0002).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mainstem.errors import SettingsError
from mainstem.model import Channel, Summarizer

FILE = "settings.toml"
SECRETS = (
    "github_token",
    "hf_token",
    "discord_token",
    "reddit_token",
    "reddit_feed",
    "semantic_scholar_key",
    "oidc_client_secret",
)
_NOT_WORDS = frozenset({"home", "channels", "summaries"})  # no line that a variable could stand for
_USUAL = {  # variables that other tools read too
    "github_token": "GITHUB_TOKEN",
    "hf_token": "HF_TOKEN",
    "hub_endpoint": "HF_ENDPOINT",
    "hub_cache": "HF_HUB_CACHE",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose; each field is a line of settings.toml and a variable ``MAINSTEM_<FIELD>``."""

    home: Path
    pack: str = "llm-systems"  # a shipped pack's name, or a folder
    person: str = "me"  # your name here, under which marks and plans are kept
    contact: str = ""  # an address or page, sent in the User-Agent so that a host can reach you
    timezone: str = ""  # IANA name; empty: this machine's zone
    budget_min: int = 0  # minutes a week; 0: the pack's default
    github: str = (
        ""  # your account there, so that your contributions are found; `mainstem team` has those of others
    )
    hub: str = ""  # your account on the Hugging Face Hub, for the same
    hardware: tuple[str, ...] = ()  # "H100", "RTX 4090": what you can reproduce an issue on
    models_in_use: tuple[str, ...] = ()  # "DeepSeek-V3": lifts their reports, releases and known issues
    jobs: tuple[str, ...] = ()  # "digest Mon 06:30", "sync every 30 min", "review off": other than usual
    database_url: str = ""  # empty: mainstem.db in the home
    allow_hosts: tuple[str, ...] = ()  # private hosts, addresses or networks that may be asked
    max_reply_mb: int = 16  # the most that one reply may hold, unpacked, in MiB
    github_token: str = field(default="", repr=False)  # raises the limits of its API from 60 to 5,000 an hour
    hf_token: str = field(default="", repr=False)  # of the Hugging Face Hub, for what is not public
    discord_token: str = field(default="", repr=False)  # of a bot that is in the servers to follow
    reddit_token: str = field(default="", repr=False)  # an OAuth bearer token, for its API
    reddit_feed: str = field(default="", repr=False)  # a personal feed's query: feed=...&user=...
    semantic_scholar_key: str = field(
        default="", repr=False
    )  # of its API, which is shared with all others without one
    hub_endpoint: str = ""  # another address of the Hugging Face Hub; empty: huggingface.co
    hub_cache: str = ""  # where its files are kept; empty: where its own client keeps them
    oidc_issuer: str = ""  # of an OpenID provider at which people sign in, as it calls itself
    oidc_client_id: str = ""  # under which it knows this Mainstem
    oidc_client_secret: str = field(default="", repr=False)  # empty for a public client
    oidc_newcomers: str = (
        ""  # the role of whoever comes from there for the first time; empty: they are not let in
    )
    arxiv_oai: str = ""  # another address of arXiv's OAI-PMH, such as a mirror
    first_sync_s: int = 60  # the longest that a first `week` waits for the network
    public_url: str = (
        ""  # where others reach the web app, such as https://mainstem.example; for links in messages
    )
    summaries: Summarizer | None = None  # a table [summaries]: who writes them; None: nobody
    channels: tuple[Channel, ...] = ()  # where weeks are sent: a table [channels.NAME] each

    @property
    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.home / 'mainstem.db'}"

    @property
    def overlay(self) -> Path:
        """The folder where a person adds, silences or replaces entries of the pack."""
        return self.home / "overlay"

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.timezone or _local_zone())


def load(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold for ``home`` (default: ``MAINSTEM_HOME``, else the user's data folder).

    Raises SettingsError naming the file or variable, the field, and what it may be.
    """
    environ = os.environ if environ is None else environ
    settings = Settings(home=_home(home, environ))
    file = settings.home / FILE
    told = _from_file(file)
    _check_rights(file, told)
    for name, value in told.items():
        if name not in ("channels", "summaries"):
            settings = _set(settings, name, value, f"{file}: {name}")
    for name in sorted(_names() - _NOT_WORDS):
        for variable in (_USUAL.get(name, ""), f"MAINSTEM_{name.upper()}"):
            if variable in environ:
                settings = _set(settings, name, _from_words(name, environ[variable]), variable)
    return replace(
        settings,
        channels=_channels(told.get("channels", {}), settings.person, file),
        summaries=_summarizer(told["summaries"], environ, file) if "summaries" in told else None,
    )


def _summarizer(told: Any, environ: Mapping[str, str], file: Path) -> Summarizer:
    """The table ``[summaries]``; its key stands there, or in the variable that it names."""
    subject = f"{file}: summaries"
    if not isinstance(told, dict):
        raise SettingsError(subject, "is no table", "Write [summaries] with endpoint and model below it")
    _check_kinds(told, subject)
    missing = [name for name in ("endpoint", "model") if not told.get(name)]
    if missing:
        hint = 'Such as endpoint = "http://127.0.0.1:8000/v1" and model = "the name that it serves"'
        raise SettingsError(f"{subject}.{missing[0]}", "is missing", hint)
    variable = told.get("key_variable", "")
    if variable and variable not in environ:
        what = f"names {variable}, which is not set"
        raise SettingsError(f"{subject}.key_variable", what, f"Set {variable}")
    words = {name: value for name, value in told.items() if name != "key_variable"}
    words["key"] = environ[variable] if variable else told.get("key", "")
    return Summarizer(**{**words, "endpoint": told["endpoint"].rstrip("/")})


def _check_kinds(told: Mapping[str, Any], subject: str) -> None:
    words = ("endpoint", "model", "key", "key_variable", "currency")
    kinds = dict.fromkeys(words, "text") | dict.fromkeys(("price_in", "price_out"), "number")
    for name, value in told.items():
        if name not in kinds:
            raise SettingsError(f"{subject}.{name}", "is not a setting", f"They are: {', '.join(kinds)}")
        if not isinstance(value, str if kinds[name] == "text" else int | float) or isinstance(value, bool):
            raise SettingsError(f"{subject}.{name}", "is of another type", f"Give a {kinds[name]}")


def _channels(told: Any, person: str, file: Path) -> tuple[Channel, ...]:
    """The tables ``[channels.NAME]``; each is its owner's, or of the person that it names."""
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        raise SettingsError(f"{file}: channels", "is no table", "Write [channels.NAME] with a type below it")
    found = []
    for name, values in told.items():
        odd = [key for key, value in values.items() if not isinstance(value, str | int)]
        if odd or not values.get("type"):
            what = f"has no text as its {odd[0]}" if odd else "has no type"
            hint = "`mainstem channels add` writes it as it must be"
            raise SettingsError(f"{file}: channels.{name}", what, hint)
        words = {key: str(value) for key, value in values.items()}
        found.append(Channel(name, words.pop("type"), words.pop("person", person), words))
    return tuple(found)


def _check_rights(file: Path, told: Mapping[str, Any]) -> None:
    """A file that holds secrets is for its owner's eyes alone."""
    secrets = [name for name in (*SECRETS, "channels") if told.get(name)]
    summaries = told.get("summaries", {})
    secrets += ["summaries.key"] if isinstance(summaries, dict) and summaries.get("key") else []
    if secrets and os.name == "posix" and file.stat().st_mode & 0o077:
        what = f"holds {', '.join(secrets)} and others may read it"
        raise SettingsError(str(file), what, f"chmod 600 {file}")


def _home(home: Path | None, environ: Mapping[str, str]) -> Path:
    if home is None and environ.get("MAINSTEM_HOME"):
        home = Path(environ["MAINSTEM_HOME"])
    if home is None:
        from platformdirs import user_data_path

        home = user_data_path("mainstem", appauthor=False)
    return home.expanduser().absolute()


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(file), f"cannot be read: {error}", "Correct or remove the file") from error


def _names() -> set[str]:
    return {f.name for f in fields(Settings)}


def _from_words(name: str, told: str) -> Any:
    """A variable's text as the type of its field."""
    default = _default(name)
    if isinstance(default, int):
        return int(told) if told.strip().lstrip("-").isdigit() else told
    if isinstance(default, tuple):
        return [part.strip() for part in told.split(",") if part.strip()]
    return told


def _default(name: str) -> Any:
    return next(f.default for f in fields(Settings) if f.name == name)


def _set(settings: Settings, name: str, value: Any, subject: str) -> Settings:
    if name not in _names() - _NOT_WORDS:
        known = ", ".join(sorted(_names() - {"home"}))
        raise SettingsError(subject, "is not a setting", f"Settings are: {known}")
    default = _default(name)
    if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = tuple(value)
    if type(value) is not type(default):
        shown = "of another type" if name in SECRETS else repr(value)
        raise SettingsError(subject, f"is {shown}", f"Give {_wanted(default)}")
    if name == "timezone" and value:
        _check_zone(value, subject)
    if name == "budget_min" and value and not 120 <= value <= 300:
        raise SettingsError(subject, f"is {value}", "Give minutes a week from 120 to 300")
    return replace(settings, **{name: value})


def _wanted(default: Any) -> str:
    kinds = {int: "a whole number", str: "a text", tuple: "a list of texts"}
    return kinds[type(default)]


def _check_zone(name: str, subject: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SettingsError(subject, f"is {name!r}", "Give a zone such as Europe/Berlin or UTC") from error


def _local_zone() -> str:
    """The IANA name of this machine's zone where it tells one, else UTC."""
    told = os.environ.get("TZ", "").lstrip(":")
    link = Path("/etc/localtime")
    if not told and link.is_symlink():
        told = str(link.readlink()).partition("zoneinfo/")[2]
    try:
        ZoneInfo(told)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return told
