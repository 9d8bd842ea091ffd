"""Pickles, code and formats that run when they are loaded."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path

from mainstem.hub.pickles import check
from mainstem.hub.tree import Folder


class Exec:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemExit",))


def zipped(data: bytes) -> bytes:
    """A pickle as torch.save packs it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("archive/data.pkl", data)
    return held.getvalue()


def _found(folder: Path, *, read: bool = True) -> dict[str, str]:
    return {one.subject: one.rule for one in check(Folder(folder), read=read)}


def test_a_pickle_with_an_exec_is_named(tmp_path: Path) -> None:
    """Plain and zipped: what it would call is told."""
    (tmp_path / "plain.pkl").write_bytes(pickle.dumps(Exec()))
    (tmp_path / "pytorch_model.bin").write_bytes(zipped(pickle.dumps(Exec())))
    assert {"plain.pkl": "pickle-exec", "pytorch_model.bin": "pickle-exec"} == _found(tmp_path)
    assert {"builtins.exec"} == {one.rests_on for one in check(Folder(tmp_path))}


def test_a_harmless_pickle_is_a_warning(tmp_path: Path) -> None:
    """It could hold code the next time."""
    (tmp_path / "pytorch_model.bin").write_bytes(zipped(pickle.dumps({"a": [1.0]})))
    assert {"pytorch_model.bin": "pickle"} == _found(tmp_path)


def test_a_pickle_that_was_not_read_is_not_called_clean(tmp_path: Path) -> None:
    """Without its bytes nobody can tell."""
    (tmp_path / "pytorch_model.bin").write_bytes(zipped(pickle.dumps(1)))
    assert {"pytorch_model.bin": "pickle-unread"} == _found(tmp_path, read=False)


def test_remote_code_is_listed(tmp_path: Path) -> None:
    """What trust_remote_code would run, here and out of another repository."""
    auto = {"AutoConfig": "configuration_x.XConfig", "AutoModel": "other-lab/code--modeling_y.Y"}
    (tmp_path / "config.json").write_text(json.dumps({"auto_map": auto}))
    for name in ("configuration_x.py", "notes.py"):
        (tmp_path / name).write_text("pass\n")
    wanted = {"configuration_x.py": "remote-code", "other-lab/code": "remote-code", "notes.py": "code"}
    assert wanted == _found(tmp_path)


def test_formats_that_can_hold_code_are_named(tmp_path: Path) -> None:
    """Keras and TensorFlow among them."""
    (tmp_path / "model.keras").write_bytes(b"x")
    assert {"model.keras": "unsafe-format"} == _found(tmp_path)
