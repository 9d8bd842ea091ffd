"""``mainstem pack check|new``."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from mainstem.cli.context import mainstem, out

app = App(name="pack", help="Check a pack, or start one for another field.")


@app.command
def check(folder: str | None = None, /) -> None:
    """Check a pack: the one you follow with your overlay, or another folder.

    Errors name the file, the entry and the field.

    For example:

    - `mainstem pack check`
    - `mainstem pack check ./my-field`

    Parameters
    ----------
    folder
        A pack's folder or the name of a shipped pack.
    """
    pack = mainstem().check_pack(folder)
    n_followed = sum(any(e.connector for e in s.endpoints) for s in pack.sources)
    out().print(
        f"{pack.name}: {len(pack.sources)} sources ({n_followed} followed), {len(pack.canon)} canon works, "
        f"{len(pack.topics)} topics, {len(pack.labs)} labs, {len(pack.repositories)} repositories. Nothing wrong.",
        markup=False,
        soft_wrap=True,
    )


@app.command
def new(name: str, folder: Path | None = None, /) -> None:
    """Start a pack for another field: a skeleton that passes the check, with comments that say what to fill in.

    For example:

    - `mainstem pack new rust-compilers`
    - `mainstem pack new robotics ~/packs/robotics`

    Parameters
    ----------
    name
        The pack's name: small letters, digits and hyphens.
    folder
        Where to write it; default: a folder of that name here.
    """
    from mainstem import packs

    written = packs.skeleton(name, folder or Path(name))
    out().print(
        f'Written to {written}. Follow it with `pack = "{written.absolute()}"` in settings.toml.',
        markup=False,
        soft_wrap=True,
    )
