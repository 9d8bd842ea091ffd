"""Which files count, and what kind of place a line is."""

from __future__ import annotations

import pytest

from mainstem.pipeline.cite_files import is_text, place_of, reads


@pytest.mark.parametrize(
    "path",
    [
        "third_party/lib/a.py",
        "csrc/vendor/a.cu",
        "web/node_modules/x/README.md",
        "external/a.h",
        "uv.lock",
        "web/package-lock.json",
        "static/app.min.js",
        "proto/model_pb2.py",
        "docs/_build/index.html",
        "data/papers.jsonl",
        "results.csv",
        "fix.patch",
    ],
)
def test_vendored_generated_and_data_files_are_left_out(path: str) -> None:
    """They are not the project's own words."""
    assert not reads(path)


@pytest.mark.parametrize("path", ["README.md", "src/vendors.py", "a/b/lock.py", "docs/papers.bib", "x.ipynb"])
def test_own_files_are_read(path: str) -> None:
    """Whatever their names resemble."""
    assert reads(path)


@pytest.mark.parametrize(
    ("path", "line", "place"),
    [
        ("README.md", b"# x", "readme"),
        ("docs/readme.rst", b"x", "readme"),
        ("docs/a.mdx", b"# x", "docs"),
        ("refs.bib", b"eprint = {1}", "bibtex"),
        ("a.ipynb", b'"x"', "notebook"),
        ("a.py", b"    # see x", "comment"),
        ("a.py", b"x = 1  # see x", "comment"),
        ("a.py", b"    See https://arxiv.org/abs/1", "docstring"),
        ("a.py", b'    """Paper: https://arxiv.org/abs/1', "docstring"),
        ("a.py", b"    Reference: https://arxiv.org/abs/1", "docstring"),
        ("a.py", b'    url: str = "https://arxiv.org/abs/1"', "code"),
        ("a.py", b'    "url": "https://arxiv.org/abs/1",', "code"),
        ("a.py", b'    url = "https://arxiv.org/abs/1"', "code"),
        ("a.py", b'    help="as in https://arxiv.org/abs/1",', "code"),
        ("a.cu", b"// see x", "comment"),
        ("a.cu", b" * see x", "comment"),
        ("a.cu", b'auto x = "https://arxiv.org/abs/1";', "code"),
        ("run.sh", b"# see x", "comment"),
    ],
)
def test_the_kind_of_place_is_told_from_path_and_line(path: str, line: bytes, place: str) -> None:
    """A line stands alone: a patch shows no neighbours."""
    assert place == place_of(path, line)


def test_only_texts_are_missed() -> None:
    """Nobody expects to find a citation in a picture."""
    assert [True, True, False, False] == [is_text(p) for p in ("a.py", "a.md", "a.png", "a.bin")]
