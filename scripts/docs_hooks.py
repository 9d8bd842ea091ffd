"""What the documents' site is made of beside the files: the reference, the navigation, and the mark."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))
import draw_reference

ROOT = Path(__file__).resolve().parents[1]
_DRAWN = draw_reference.pages()


def on_config(config: Any) -> Any:
    """A tab a folder, and in it every page by its heading; a page that is added needs no line anywhere."""
    docs = Path(config["docs_dir"])
    first = ["index.md", "tutorial.md"]
    others = [name for name in _listed(docs, ".") if name not in first]
    config["nav"] = [
        {"Start": first},
        {"How to": _listed(docs, "how-to")},
        {"Reference": [f"reference/{name}" for name in _DRAWN]},
        {"How it works": [*others, {"Decisions": _listed(docs, "adr")}]},
    ]
    return config


def _listed(docs: Path, folder: str) -> list[str]:
    return [path.relative_to(docs).as_posix() for path in sorted((docs / folder).glob("*.md"))]


def on_files(files: Files, config: Any) -> Files:
    """Puts the reference and the mark of the web app beside the files of ``docs``."""
    for name, text in _DRAWN.items():
        files.append(File.generated(config, f"reference/{name}", content=text))
    mark = ROOT / "src" / "mainstem" / "web" / "static" / "mark.svg"
    files.append(File.generated(config, "mark.svg", content=mark.read_text(encoding="utf-8")))
    return files
