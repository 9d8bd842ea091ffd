"""Which files of a repository cite, and what kind of place a line of one is. Pure."""

from __future__ import annotations

import re

from mainstem.model import CitationPlace

# Other people's work that was copied in. Names as GitHub Linguist's vendor.yml has them, and those of C++ projects.
_VENDORED = frozenset(
    """
    third_party third-party thirdparty 3rdparty 3rd_party vendor vendored vendors _vendor external externals extern
    node_modules bower_components site-packages submodules
    """.split()  # noqa: SIM905 - a list literal would be 15 lines
)
# Made by a program: build results, what notebooks leave behind, published API pages.
_GENERATED_FOLDERS = frozenset(
    ("dist", "build", "_build", "_site", "generated", ".ipynb_checkpoints", "__pycache__")
)
_GENERATED = re.compile(
    r"(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|Pipfile\.lock|go\.sum|\.lock|[.-]min\.(?:js|css)"
    r"|_pb2(?:_grpc)?\.pyi?|\.pb\.(?:go|cc|h)|\.map|\.svg|\.generated\.\w+|_generated\.\w+)\Z",
    re.IGNORECASE,
)
# Rows of data: an id in a training set or a table of results is no citation.
_DATA = re.compile(r"\.(?:jsonl?|csv|tsv|parquet|arrow|log|out|diff|patch|xml|po)\Z", re.IGNORECASE)

_DOCS = re.compile(r"\.(?:md|mdx|markdown|rst|txt|tex|html?|adoc|org|cff)\Z", re.IGNORECASE)
_README = re.compile(r"(?:\A|/)readme[^/]*\Z", re.IGNORECASE)
# A comment's sign at the beginning of a line, or behind code; by the languages of the libraries watched.
_COMMENT = re.compile(rb"\A\s*(?:#|//|/\*|\*|--|;|%|<!--)|\s(?:#|//|/\*)\s")
_DOCSTRING = re.compile(rb"\A\s*[rRuU]?(?:\"\"\"|''')")
_STATEMENT = re.compile(
    rb"\A\s*(?:[\w.\[\]]+\s*(?::\s*[\w.\[\], |]+)?\+?=|[\"'][^\"']*[\"']\s*:|(?:return|raise|yield)\b|f?[\"'])"
    rb"|\(f?[\"']|[\"'],?\)?\s*\Z"
)


def reads(path: str) -> bool:
    """Whether a file is the project's own writing; vendored, generated and data files are not."""
    *folders, name = path.split("/")
    if any(folder.lower() in _VENDORED or folder in _GENERATED_FOLDERS for folder in folders):
        return False
    return not (_GENERATED.search(name) or _DATA.search(name))


def is_text(path: str) -> bool:
    """Whether a file of that name is written to be read: what cannot be read of it is worth a word."""
    return place_of(path, b"") != "code" or bool(
        re.search(r"\.(?:py|pyi|cu|cuh|cc|cpp|c|h|hpp|rs|go|js|ts)\Z", path)
    )


def place_of(path: str, line: bytes) -> CitationPlace:
    """What kind of place ``line`` of the file at ``path`` is.

    A line stands alone, without its neighbours: in Python, what is neither a comment nor looks like a
    statement is taken for a docstring.
    """
    if _README.search(path):
        return "readme"
    if path.endswith((".bib", ".bibtex")):
        return "bibtex"
    if path.endswith(".ipynb"):
        return "notebook"
    if _DOCS.search(path):
        return "docs"
    if _COMMENT.search(line):
        return "comment"
    if path.endswith((".py", ".pyi", ".pyx")) and line:
        return "docstring" if _DOCSTRING.search(line) or not _STATEMENT.search(line) else "code"
    return "code"
