"""What can run code when it is loaded: pickles, through picklescan, and code of the repository's own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from mainstem.errors import MainstemError
from mainstem.hub.tree import Tree, document
from mainstem.model import HubFinding

_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".dill", ".npy", ".npz", ".mar")
_CODE = (".py", ".so", ".dll", ".pyd", ".sh", ".ipynb")
_UNSAFE = {
    ".h5": "HDF5: a Keras model in it may hold code (Lambda layers)",
    ".keras": "a Keras model may hold code (Lambda layers)",
    ".pb": "a TensorFlow graph may read and write files",
    ".nemo": "an archive whose config names classes to build",
    ".llamafile": "a program",
    ".exe": "a program",
}
MAX_BYTES = 2 * 2**30  # a pickle that is larger is not fetched to be scanned
_MAGIC = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def pickled(tree: Tree) -> list[str]:
    """The files whose names say that they are pickles, or archives of such."""
    return [path for path in tree.files if path.lower().endswith(_PICKLES)]


def check(tree: Tree, *, read: bool = True) -> Iterator[HubFinding]:
    """Pickles and what is in them, code, and formats that can hold code; ``read``: pickles may be fetched whole."""
    for path in pickled(tree):
        yield from _pickle(tree, path, read=read)
    for path in tree.files:
        end = "." + path.lower().rpartition(".")[2]
        if end in _UNSAFE:
            yield HubFinding("unsafe-format", "warning", path, _UNSAFE[end])
    yield from _code(tree)


def _pickle(tree: Tree, path: str, *, read: bool) -> Iterator[HubFinding]:
    size = tree.files[path].size
    if not read or size > MAX_BYTES:
        why = "was not fetched" if not read else f"is over {MAX_BYTES // 2**30} GiB"
        yield HubFinding(
            "pickle-unread", "unknown", path, f"is a pickle that {why}: use --full, or safetensors"
        )
        return
    try:
        data = tree.read(path)
    except MainstemError as error:
        yield HubFinding("pickle-unread", "unknown", path, f"could not be read: {error.what}")
        return
    found = list(scan(data, path))
    yield from found
    if not found and (data.startswith(_MAGIC) or data.startswith(b"PK")):
        yield HubFinding(
            "pickle", "warning", path, "is a pickle: loading it can run code; safetensors cannot"
        )


def scan(data: bytes, path: str) -> Iterator[HubFinding]:
    """What picklescan says of some bytes."""
    from picklescan.scanner import SafetyLevel, scan_bytes

    result = scan_bytes(io.BytesIO(data), path, file_ext="." + path.lower().rpartition(".")[2])
    bad = [one for one in result.globals if one.safety == SafetyLevel.Dangerous]
    odd = [one for one in result.globals if one.safety == SafetyLevel.Suspicious]
    if bad:
        names = ", ".join(sorted({f"{one.module}.{one.name}" for one in bad}))
        told = f"runs code when it is loaded: it calls {names}"
        yield HubFinding(
            "pickle-exec", "error", path, told, names, "https://github.com/mmaitre314/picklescan"
        )
    elif odd:
        names = ", ".join(sorted({f"{one.module}.{one.name}" for one in odd}))
        yield HubFinding("pickle-import", "warning", path, f"is a pickle that imports {names}", names)
    if result.scan_err and not bad:
        yield HubFinding(
            "pickle-unread", "unknown", path, "is called a pickle and could not be scanned as one"
        )


def _code(tree: Tree) -> Iterator[HubFinding]:
    """Code that is loaded with ``trust_remote_code``, and code that lies about."""
    loaded = set()
    for name in ("config.json", "tokenizer_config.json", "preprocessor_config.json", "processor_config.json"):
        auto = (document(tree, name) or {}).get("auto_map")
        for value in (auto or {}).values() if isinstance(auto, dict) else ():
            for told in value if isinstance(value, list) else [value]:
                if isinstance(told, str):
                    loaded.add(told)
    for told in sorted(loaded):
        place, _, module = told.rpartition("--")
        file = f"{re.split(r'[.]', module)[0]}.py"
        if place:
            what = f"loads {module} out of another repository, {place}, at whatever revision that is"
            yield HubFinding("remote-code", "error", place, what)
        else:
            yield HubFinding("remote-code", "warning", file, f"is run with trust_remote_code ({module})")
    files = {f"{told.rpartition('--')[2].split('.')[0]}.py" for told in loaded}
    for path in tree.files:
        if path.lower().endswith(_CODE) and path not in files:
            yield HubFinding("code", "note", path, "is code; nothing loads it by itself")
