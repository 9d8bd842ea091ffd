"""What should not leave the machine: secrets, paths of this machine, states of training, files that are too large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mainstem.hub.tree import TEXT_MAX, Tree, is_text
from mainstem.model import HubFinding

_SECRETS = {
    "a Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}\b|\bapi_org_[A-Za-z0-9]{30,}\b",
    "an AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "an AWS secret key": r"aws_secret_access_key\W{1,6}[A-Za-z0-9/+]{40}\b",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}\b",
    "an OpenAI or Anthropic key": r"\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,}\b",
    "a Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a Slack token": r"\bxox[abprs]-[0-9A-Za-z-]{20,}\b",
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "a Weights & Biases key": r"(?i:wandb)[^\n]{0,30}[=:\"' ]\s*[\"']?[0-9a-f]{40}\b",
    "a password in an address": r"\b[a-z][a-z0-9+]*://[^/\s:@\"']{1,64}:[^/\s:@\"'{$<]{3,64}@[\w.-]+",
    "an authorization header": r"(?i)authorization[\"']?\s*[:=]\s*[\"']?bearer\s+[A-Za-z0-9._~+/-]{20,}",
    "a password": r"(?i)\b(?:password|passwd|secret_key|api_key|access_token)\b[\"']?\s*[:=]\s*"
    r"[\"'][^\"'\s{}<>$]{8,}[\"']",
}  # fmt: skip
_SECRET = {told: re.compile(form) for told, form in _SECRETS.items()}
_PATH = re.compile(
    r"(?<![\w./:~-])(?:/(?:home|Users|root|mnt|data\d*|scratch|lustre|gpfs|fsx|nfs|workspace|content|tmp|var|opt|ebs)"
    r"/[\w.@+-]+(?:/[\w.@+-]+)*|[A-Za-z]:\\\\?(?:Users|home)\\[^\s\"',;]+|s3://[\w./-]+|gs://[\w./-]+)"
)
_STATES = {
    r"(?:^|/)(?:optimizer|optim|scheduler|scaler)[^/]*\.(?:pt|pth|bin|safetensors)$": "a state of the optimiser",
    r"(?:^|/)rng_state[^/]*\.(?:pth|pt)$": "a state of random numbers",
    r"(?:^|/)(?:global_step\d+|checkpoint-\d+|zero_pp_rank[^/]*|mp_rank_\d+)": "a state of training",
    r"(?:^|/)training_args\.bin$": "a pickle of the training arguments",
    r"\.distcp$|(?:^|/)events\.out\.tfevents": "a log or shard of training",
    r"(?:^|/)(?:wandb|runs|\.ipynb_checkpoints|\.venv)/": "a folder of a run",
    r"(?:^|/)(?:\.env|\.netrc|id_rsa|id_ed25519|credentials|\.git-credentials)$": "a file that holds secrets",
}
_STATE = {re.compile(form): told for form, told in _STATES.items()}
# huggingface.co/docs/hub/storage-limits and repositories-recommendations, as of 2026.
MAX_FILE_BYTES, GOOD_FILE_BYTES, MAX_FILES, MAX_IN_FOLDER = 50 * 10**9, 20 * 10**9, 100_000, 10_000
_LIMITS = "https://huggingface.co/docs/hub/storage-limits"
_SHOWN = 60


def check(tree: Tree) -> Iterator[HubFinding]:
    """Everything that should be looked at before the files go out."""
    for path in tree.files:
        yield from _state(path)
        yield from _words(tree, path)
    yield from limits(tree)


def _state(path: str) -> Iterator[HubFinding]:
    for form, told in _STATE.items():
        if form.search(path):
            level = "error" if "secrets" in told else "warning"
            yield HubFinding(
                "stray-state", "error" if level == "error" else "warning", path, f"is {told}: leave it out"
            )
            return


def _words(tree: Tree, path: str) -> Iterator[HubFinding]:
    """Secrets and paths in a text, in metadata of safetensors too; the secret itself is never shown."""
    file = tree.files[path]
    head = 2**16 if file.size > TEXT_MAX else file.size
    data = tree.read(path, 0, head)
    if path.endswith(".safetensors"):
        data = data[8 : 8 + int.from_bytes(data[:8], "little")]
    elif not is_text(data[:8192]):
        return
    text = data.decode(errors="replace")
    for told, form in _SECRET.items():
        if found := form.search(text):
            line = text.count("\n", 0, found.start()) + 1
            yield HubFinding("secret", "error", path, f"line {line} holds {told}: take it out and revoke it")
    if not path.endswith((".py", ".md")) and (found := _PATH.search(text)):
        line, shown = text.count("\n", 0, found.start()) + 1, found.group()[:_SHOWN]
        yield HubFinding(
            "local-path", "warning", path, f"line {line} holds a path of a machine: {shown}", shown
        )


def limits(tree: Tree) -> Iterator[HubFinding]:
    """The Hub's limits on sizes and numbers of files."""
    for path, file in tree.files.items():
        if file.size > MAX_FILE_BYTES:
            told = (
                f"is {file.size / 1e9:.0f} GB; the Hub takes {MAX_FILE_BYTES / 1e9:.0f} GB a file: split it"
            )
            yield HubFinding("too-large", "error", path, told, "", _LIMITS)
        elif file.size > GOOD_FILE_BYTES:
            told = f"is {file.size / 1e9:.0f} GB; shards under {GOOD_FILE_BYTES / 1e9:.0f} GB go up and down better"
            yield HubFinding("large", "warning", path, told, "", _LIMITS)
    folders: dict[str, int] = {}
    for path in tree.files:
        top = str(PurePosixPath(path).parent)
        folders[top] = folders.get(top, 0) + 1
    for folder, n in folders.items():
        if n > MAX_IN_FOLDER:
            yield HubFinding(
                "too-many", "error", folder, f"{n:,} files in a folder; the Hub takes {MAX_IN_FOLDER:,}"
            )
    if len(tree.files) > MAX_FILES:
        yield HubFinding(
            "too-many", "error", tree.name, f"{len(tree.files):,} files; the Hub takes {MAX_FILES:,}"
        )
