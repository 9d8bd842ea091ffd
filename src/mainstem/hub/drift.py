"""What changed since a checkpoint was last audited."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.model import CheckpointAudit, FindingLevel, HubFile, HubFinding

_WEIGHTS = (".safetensors", ".bin", ".gguf", ".pt", ".pth", ".onnx")
_CODE = (".py", ".so", ".sh")
_N_TOLD = 5


def check(before: CheckpointAudit, now: CheckpointAudit) -> Iterator[HubFinding]:
    """Revision, licence, gating, weights, code, other files; what the Hub's scanner newly says."""
    day = f"{before.at:%Y-%m-%d}"
    if before.revision and before.revision != now.revision:
        told = f"is at {now.revision[:12]}; on {day} it was {before.revision[:12]}"
        yield HubFinding("drift-revision", "note", now.name, told)
    if before.licence != now.licence:
        told = f"its licence is {now.licence or 'none'}; on {day} it was {before.licence or 'none'}"
        yield HubFinding("drift-licence", "warning", now.name, told)
    if before.facts.get("gated") != now.facts.get("gated"):
        told = f"gating is {now.facts.get('gated') or 'none'}; on {day} it was {before.facts.get('gated') or 'none'}"
        yield HubFinding("drift-gating", "note", now.name, told)
    yield from _files(before, now, day)


def _files(before: CheckpointAudit, now: CheckpointAudit, day: str) -> Iterator[HubFinding]:
    old, new = ({file.path: file for file in one.files} for one in (before, now))
    changed = [path for path in new if path in old and _is_other(old[path], new[path])]
    rows: tuple[tuple[str, str, list[str]], ...] = (
        ("drift-changed", "changed", changed),
        ("drift-added", "came", [path for path in new if path not in old]),
        ("drift-removed", "went", [path for path in old if path not in new]),
    )
    for rule, verb, paths in rows:
        for kind, ends in (("weights", _WEIGHTS), ("code", _CODE), ("files", ())):
            of_kind = [path for path in paths if _kind(path) == kind]
            if of_kind:
                level: FindingLevel = "warning" if ends and verb != "went" else "note"
                more = f" and {len(of_kind) - _N_TOLD} more" if len(of_kind) > _N_TOLD else ""
                told = f"{kind} that {verb} since {day}: {', '.join(of_kind[:_N_TOLD])}{more}"
                yield HubFinding(f"{rule}-{kind}", level, now.name, told)


def _is_other(old: HubFile, new: HubFile) -> bool:
    """Whether two files differ, by the hashes that both tell."""
    if old.size != new.size:
        return True
    pairs = ((old.sha256, new.sha256), (old.git_sha1, new.git_sha1))
    return any(one and other and one != other for one, other in pairs)


def _kind(path: str) -> str:
    return "weights" if path.endswith(_WEIGHTS) else "code" if path.endswith(_CODE) else "files"
