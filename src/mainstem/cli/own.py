"""``mainstem sources add|import|export|remove|silence``: bringing your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, say, tell_error, write
from mainstem.errors import UsageError
from mainstem.model import Shelf

if TYPE_CHECKING:
    from mainstem.wiring.lists import Imported
    from mainstem.wiring.own import Added

N_SHOWN = 5  # entries shown of what a new source brought


def add(
    address: str,
    /,
    *,
    name: Annotated[str, Parameter(help="What to call it; default: as it calls itself.")] = "",
    shelf: Annotated[Shelf | None, Parameter(help="Where to put it; default: by its kind.")] = None,
    anyway: Annotated[bool, Parameter(help="Write it though it cannot be read now.")] = False,
) -> int:
    """Follow something new: say where it is, and what it is will be found out.

    It is polled once; what cannot be read is told and not written.

    For example:

    - `mainstem sources add https://simonwillison.net/` (a blog: its feed is found)
    - `mainstem sources add r/LocalLLaMA`
    - `mainstem sources add https://github.com/vllm-project/vllm` (its releases; add /issues or /discussions)
    - `mainstem sources add https://huggingface.co/Qwen`
    - `mainstem sources add cs.DC` (or any arXiv listing)
    - `mainstem sources add https://www.youtube.com/@GPUMODE`
    - `mainstem sources add @name@mastodon.social` (and @name.bsky.social for Bluesky)

    Parameters
    ----------
    address
        A feed, a page, a subreddit, a repository or organisation of GitHub or the Hub, an arXiv category, a
        YouTube channel, a Mastodon or Bluesky profile, a Discourse forum.
    """
    from mainstem.wiring import own

    say(f"Looking at {address}")
    added = own.add(mainstem(), address, shelf=shelf, name=name, anyway=anyway)
    _tell(added)
    return added.error.exit_code if added.error else 0


def _tell(added: Added) -> None:
    from rich.text import Text

    source, endpoint = added.source, added.source.endpoints[0]
    if added.error:
        tell_error(added.error)
    out().print(Text.assemble(("Following ", "bold"), (source.id, "bold cyan"), f": {source.name}"))
    out().print(f"  {endpoint.type} {endpoint.url}", style="dim", markup=False, soft_wrap=True)
    for item in added.items[:N_SHOWN]:
        day = f"{item.published_at:%Y-%m-%d}" if item.published_at else "undated   "
        out().print(Text(f"  {day}  {item.title}", overflow="ellipsis", no_wrap=True))
    if len(added.items) > N_SHOWN:
        out().print(f"  and {len(added.items) - N_SHOWN} more", style="dim")
    for warning in added.warnings:
        say(f"  {warning}")
    say(f"Written to {added.file}. `mainstem sources remove {source.id}` undoes it.")


def import_(file: Path, /) -> int:
    """Follow the feeds of an OPML file, as other readers export it; folders are kept.

    Feeds that are followed already are left out; the rest is asked at the next `mainstem sync`.

    For example:

    - `mainstem sources import subscriptions.opml`

    Parameters
    ----------
    file
        An OPML file.
    """
    from mainstem.wiring import lists

    imported = lists.import_opml(mainstem(), read_bytes(file), file.name)
    _tell_import(imported)
    return 0


def _tell_import(imported: Imported) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Feed", overflow="ellipsis", no_wrap=True, ratio=2)
    table.add_column("Folder", overflow="ellipsis", no_wrap=True, ratio=1)
    table.add_column("Became", overflow="fold", ratio=2)
    for line in imported.lines:
        became = line.source_id or f"– {line.why}"
        table.add_row(line.outline.title or line.outline.url, "/".join(line.outline.folder), became)
    out().print(table)
    n_new = sum(line.source_id is not None for line in imported.lines)
    out().print(f"{n_new} new, {len(imported.lines) - n_new} left out", style="bold", markup=False)
    for warning in imported.warnings:
        say(warning)


def export(file: Path | None = None, /) -> None:
    """Write the feeds you follow as OPML, for any other reader.

    For example:

    - `mainstem sources export > mainstem.opml`
    - `mainstem sources export mainstem.opml`

    Parameters
    ----------
    file
        Where to; default: standard output.
    """
    from mainstem.wiring import lists

    text = lists.export_opml(mainstem())
    if file is None:
        write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(str(file), f"cannot be written ({error.strerror})", "Name another file") from error
    out().print(f"Written: {file}", markup=False, soft_wrap=True)


def remove(source: str, /) -> None:
    """Take a source of your own out again. What it brought stays.

    For example:

    - `mainstem sources remove blog-simonwillison.net`

    Parameters
    ----------
    source
        The id of a source in your overlay.
    """
    from mainstem.wiring import own

    file = own.remove(mainstem(), source)
    out().print(f"Removed {source} from {file}", markup=False, soft_wrap=True)


def silence(
    source: str,
    /,
    *,
    undo: Annotated[bool, Parameter(help="Follow it again.")] = False,
) -> None:
    """Stop following a source, also one of the pack; nothing is deleted.

    For example:

    - `mainstem sources silence community-hackernews`
    - `mainstem sources silence community-hackernews --undo`

    Parameters
    ----------
    source
        The id of a source.
    """
    from mainstem.wiring import own

    changed = own.silence(mainstem(), source, undo=undo)
    told = ("follows again" if undo else "silenced") if changed else "was so already"
    out().print(f"{source}: {told}", markup=False, soft_wrap=True)


def read_bytes(file: Path) -> bytes:
    """What a file holds; raises UsageError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            str(file), f"cannot be read ({error.strerror})", "Name a file that is there"
        ) from error
