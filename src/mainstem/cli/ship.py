"""``mainstem ship``: a checkpoint onto the Hugging Face Hub."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli.context import err, mainstem, out, say
from mainstem.cli.show_findings import show, size
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.hub.ship import Shipped
    from mainstem.wiring.shipping import Prepared

_N_FILES = 12


def ship(
    folder: Path,
    name: str,
    /,
    *,
    dry_run: Annotated[bool, Parameter(help="Look at everything, tell what is wrong, send nothing.")] = False,
    offline: Annotated[
        bool, Parameter(help="With --dry-run: ask nobody about base models and data.")
    ] = False,
    release: Annotated[bool, Parameter(help="Make it public; asks you to type its name.")] = False,
    yes: Annotated[bool, Parameter(help="Ask nothing, neither for the card nor before a release.")] = False,
    tag: Annotated[str, Parameter(help="Name this revision, such as v1.0.")] = "",
    collection: Annotated[str, Parameter(help="Put it into the owner's collection of this title.")] = "",
    full: Annotated[bool, Parameter(help="Read every byte back from the Hub and compare.")] = False,
) -> int:
    """Publish a checkpoint: looked through, card filled, one upload that resumes, verified. Private until --release.

    Your token comes from HF_TOKEN, `hf_token` in settings.toml, or `hf auth login`. Run the same command again
    after an interruption: files that are there are not sent again. Exit status 1 says that something must be put
    right first.

    For example:

    - `mainstem ship ./tiny sample-lab/tiny --dry-run`
    - `mainstem ship ./tiny sample-lab/tiny`
    - `mainstem ship ./tiny sample-lab/tiny --release --tag v1.0 --collection "Our models"`

    Parameters
    ----------
    folder
        Weights, configuration, tokenizer; README.md is filled where it is silent, never overwritten.
    name
        OWNER/NAME on the Hub.
    """
    from mainstem.wiring import shipping

    if offline and not dry_run:
        raise UsageError("--offline", "goes with --dry-run", "Shipping needs the network")
    answers = {} if yes or dry_run else _asked(folder, name)
    prepared = shipping.prepare(mainstem(), folder, name, answers, offline=offline)
    _tell(prepared)
    if dry_run or prepared.errors:
        return _verdict(prepared)
    if release and not yes and not _confirmed(name):
        say("Nothing was sent.")
        return 1
    from mainstem.hub.ship import Wish

    wish = Wish(name, release=release, tag=tag, collection=collection, full=full)
    _done(shipping.send(mainstem(), prepared, wish, say, progress=sys.stderr.isatty()))
    return 0


def _asked(folder: Path, name: str) -> dict[str, str]:
    """What the folder is silent about, asked on a terminal; an empty line skips."""
    from mainstem.wiring import shipping

    if not sys.stdin.isatty():
        return {}
    questions = shipping.questions(folder, name)
    if questions:
        say("The folder does not tell; an empty line leaves it out:")
    return {one.field: err().input(f"  {one.asks}: ").strip() for one in questions}


def _confirmed(name: str) -> bool:
    """Whether the person typed the name of what becomes public."""
    if not sys.stdin.isatty():
        say(f"--release makes {name} public: type its name on a terminal, or say --yes.")
        return False
    return err().input(f"{name} becomes public. Type its name to go on: ").strip() == name


def _tell(prepared: Prepared) -> None:
    files = sorted(prepared.files.items(), key=lambda row: -row[1])
    total = size(sum(prepared.files.values()))
    out().print(f"{prepared.name}: {len(files)} files, {total}", style="bold", markup=False)
    for path, n_bytes in files[:_N_FILES]:
        out().print(f"  {size(n_bytes):>9}  {path}", markup=False, no_wrap=True, overflow="ellipsis")
    if len(files) > _N_FILES:
        out().print(f"  and {len(files) - _N_FILES} smaller ones", style="dim")
    if prepared.is_new:
        say("README.md gets what the folder tells and it lacks; what you wrote in it stays.")
    out().print()
    show(prepared.findings)


def _verdict(prepared: Prepared) -> int:
    n = len(prepared.errors)
    told = f"{n} to put right before it is shipped" if n else "It can be shipped"
    out().print(f"\n{told}. Nothing was sent.", style="red" if n else "green")
    return 1 if n else 0


def _done(shipped: Shipped) -> None:
    who = "public" if shipped.is_public else "private: `--release` makes it public"
    out().print(f"\nShipped {shipped.name}, {who}", style="bold green", markup=False)
    out().print(f"  {shipped.n_sent} of {shipped.n_files} files sent, all {size(shipped.n_bytes)} verified")
    out().print(f"  commit  {shipped.revision}", markup=False)
    if shipped.tag:
        out().print(f"  tag     {shipped.tag}", markup=False)
    if shipped.collection:
        out().print(f"  in      {shipped.collection}", markup=False, soft_wrap=True)
    out().print(f"  cite    {shipped.url}", markup=False, soft_wrap=True)
