"""A home whose Hub is the emulated one."""

from __future__ import annotations

from pathlib import Path

from tests.emulators.hub_site import TOKEN, HubSite


def settle(home: Path, site: HubSite, cache: Path, more: str = "") -> None:
    """Writes settings that point at ``site``."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "settings.toml"
    file.write_text(f'hf_token = "{TOKEN}"\nhub_endpoint = "{site.url}"\nhub_cache = "{cache}"\n{more}\n')
    file.chmod(0o600)
