"""A home whose Hub is the emulated one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.emulators.hub_site import TOKEN, HubSite


def plain(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what it tells of the real Hub."""
    return {name: value for name, value in environ.items() if not name.startswith("HF_")}


def settle(home: Path, site: HubSite, cache: Path, more: str = "") -> None:
    """Writes settings that point at ``site``."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "settings.toml"
    file.write_text(f'hf_token = "{TOKEN}"\nhub_endpoint = "{site.url}"\nhub_cache = "{cache}"\n{more}\n')
    file.chmod(0o600)
