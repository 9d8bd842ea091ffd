"""Everything that is looked at before somebody else's checkpoint is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mainstem.errors import UsageError
from mainstem.hub import card, claims, config, drift, licences, pickles, reproduce, shards, subfolders
from mainstem.hub.baseline import Accepted, sifted
from mainstem.hub.chain import Look, chain
from mainstem.hub.claims import Claim
from mainstem.hub.preflight import ordered
from mainstem.hub.shards import Weights
from mainstem.hub.tree import Tree, document, hashes, text
from mainstem.model import CheckpointAudit, HubFile, HubFinding, Purpose

_PICKLE_MAX = 64 * 2**20  # bytes of a pickle that is fetched without --full


@dataclass(frozen=True)
class Asked:
    """A checkpoint and what is to be found out about it."""

    tree: Tree
    use: Purpose
    at: datetime
    look: Look
    revision: str = ""
    gated: str = ""
    held: Tree | None = None  # what the cache holds of this revision, to be hashed
    claims: Sequence[Claim] = ()
    before: CheckpointAudit | None = None
    accepted: Sequence[Accepted] = ()
    full: bool = False  # every byte was fetched into ``held``
    is_partial: bool = False  # files of the repository may be missing here: the tree is a cache
    locked: Mapping[str, Any] | None = None  # the card's metadata where the files may not be read


def audit(asked: Asked) -> CheckpointAudit:
    """The whole report; what is accepted by the baseline is set apart."""
    tree, weights, beneath = asked.tree, shards.weights(asked.tree), subfolders.weights(asked.tree)
    broken, metadata = _metadata(asked)
    links, missing = chain(tree, tree.name, metadata, asked.look)
    judged = licences.judge(links, asked.use)
    told = document(tree, "config.json")
    found = [
        *broken,
        *missing,
        *judged.findings,
        *_gating(asked),
        *_scans(tree.files),
        *_hashes(asked),
        *_lacking(asked, shards.check(weights)),
        *_lacking(asked, subfolders.check(tree, beneath)),
        *_none(asked, [weights, *beneath]),
        *config.check(told, weights),
        *pickles.check(_Light(tree, full=asked.full)),
        *claims.check(tree.name, weights, told, asked.claims),
        *(reproduce.check(tree, metadata) if asked.locked is None else ()),
    ]
    made = CheckpointAudit(
        name=tree.name,
        revision=asked.revision,
        use=asked.use,
        at=asked.at,
        licence=" AND ".join(card.listed(metadata.get("license"))),
        verdict=_verdict(judged.verdict, missing),
        files=tuple(tree.files.values()),
        findings=(),
        facts=_facts(asked, weights, beneath, metadata),
    )
    if asked.before is not None and not asked.is_partial and asked.locked is None:
        found += drift.check(asked.before, made)
    stands, accepted = sifted(ordered(found), asked.accepted, asked.at.date())
    return replace(made, findings=tuple(ordered(stands)), accepted=tuple(accepted))


def status(made: CheckpointAudit) -> int:
    """For CI: 0 clean, 1 findings (errors and warnings), 2 could not tell."""
    levels = {one.level for one in made.findings}
    return 1 if levels & {"error", "warning"} else 2 if "unknown" in levels else 0


def _metadata(asked: Asked) -> tuple[list[HubFinding], Mapping[str, Any]]:
    tree = asked.tree
    if asked.locked is not None:
        told = "its files may not be read with this token: only the licence that its page tells was looked at"
        return [HubFinding("gated-out", "unknown", tree.name, told)], asked.locked
    if "README.md" not in tree.files:
        told = "there is no card: nothing tells the licence"
        return [HubFinding("card-missing", "unknown", "README.md", told)], {}
    try:
        return [], card.read(text(tree, "README.md")).metadata
    except UsageError as error:
        return [HubFinding("card", "unknown", "README.md", error.what)], {}


def _verdict(verdict: licences.Verdict, missing: Iterable[HubFinding]) -> str:
    """A chain with a link that could not be asked is unknown, unless what was asked forbids already."""
    return "unknown" if verdict != "forbidden" and any(one.level == "unknown" for one in missing) else verdict


def _gating(asked: Asked) -> Iterator[HubFinding]:
    if asked.gated:
        told = (
            f"is gated ({asked.gated}): every machine that loads it needs a token of somebody who was let in"
        )
        yield HubFinding("gated", "note", asked.tree.name, told)


def _scans(files: Mapping[str, HubFile]) -> Iterator[HubFinding]:
    for path, file in files.items():
        if file.scan:
            yield HubFinding("hub-scan", "error", path, f"the Hub's own scanner calls it {file.scan}")


def _hashes(asked: Asked) -> Iterator[HubFinding]:
    """What the cache holds, byte by byte against the hashes that the Hub tells."""
    if asked.held is None:
        return
    for path, file in asked.held.files.items():
        wanted = asked.tree.files.get(path)
        if wanted is None or not (wanted.sha256 or wanted.git_sha1):
            continue
        plain, git = hashes(asked.held, path)
        if file.size != wanted.size:
            told = f"in the cache has {file.size:,} bytes, on the Hub {wanted.size:,}"
            yield HubFinding("hash", "error", path, told)
        elif (plain if wanted.sha256 else git) != (wanted.sha256 or wanted.git_sha1):
            told = "in the cache has other bytes than the Hub's hash says, and the right size"
            yield HubFinding("hash", "error", path, told, wanted.sha256 or wanted.git_sha1 or "")


def _lacking(asked: Asked, found: Iterable[HubFinding]) -> Iterator[HubFinding]:
    """Faults of shards; one that is merely not in the cache is unknown."""
    for one in found:
        if asked.is_partial and one.rule == "shard-missing":
            yield replace(one, level="unknown", told="is not in the cache")
        else:
            yield one


def _none(asked: Asked, found: Iterable[Weights]) -> Iterator[HubFinding]:
    if asked.is_partial and not any(made.headers for made in found):
        yield HubFinding("weights-missing", "unknown", asked.tree.name, "no weights are in the cache")


class _Light:
    """A tree whose large pickles are not read, unless in full."""

    def __init__(self, tree: Tree, *, full: bool) -> None:
        self._tree, self._full = tree, full
        self.name, self.files = tree.name, tree.files

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a file; raises UsageError for a large one."""
        if not self._full and self.files[path].size > _PICKLE_MAX:
            raise UsageError(path, f"is over {_PICKLE_MAX // 2**20} MiB", "Use --full")
        return self._tree.read(path, start, stop)


def _facts(
    asked: Asked, weights: Weights, beneath: Sequence[Weights], metadata: Mapping[str, Any]
) -> dict[str, str]:
    needs = reproduce.told(asked.tree, metadata)
    return {
        "gated": asked.gated,
        "parameters": f"{weights.n_parameters:,}" if weights.headers else "",
        "dtypes": ", ".join(weights.dtypes),
        "shards": str(len(weights.headers)),
        "beneath": subfolders.told(beneath),
        "hashed": str(len(asked.held.files)) if asked.held else "0",
        "bytes": str(sum(file.size for file in asked.tree.files.values())),
        "reproduction": f"{sum(bool(one) for one in needs.values())} of {len(needs)} needs are told",
    }
