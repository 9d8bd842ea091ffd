"""Reads the map of works that a pack ships, if it ships one: ``landscape.npz``, some tens of kilobytes.

``scripts/build_landscape.py`` writes it through ``write``: the ids of works, where they stand, and the regions. So
every home begins from the same map, laid out by neighbours, and places among it what came since.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np

from mainstem.errors import PackError
from mainstem.model import Area, Charted, Spot

FILE = "landscape.npz"
FORMAT = 1


def read(pack_folder: Path) -> Charted | None:
    """The map of a pack, or None where the pack ships none; raises PackError for a damaged file."""
    path = pack_folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            head = json.loads(stored["head"].tobytes())
            if head["format"] != FORMAT:
                raise ValueError(f"format {head['format']}, and this version reads {FORMAT}")
            names = stored["ids"].tobytes().decode().split("\n")
            places = stored["spots"].tolist()
            spots = tuple(Spot(name, x, y) for name, (x, y) in zip(names, places, strict=True))
    except (OSError, EOFError, ValueError, LookupError, TypeError, zipfile.BadZipFile) as error:
        raise PackError(str(path), f"is not a whole map ({error})", "Reinstall mainstem") from error
    areas = tuple(Area(**{**area, "terms": tuple(area["terms"])}) for area in head["areas"])
    return Charted(date.fromisoformat(head["made_on"]), spots, areas)


def write(pack_folder: Path, made: Charted) -> Path:
    """Writes a pack's map; the same map makes the same bytes."""
    head = {"format": FORMAT, "made_on": str(made.made_on), "areas": [asdict(area) for area in made.areas]}
    path = pack_folder / FILE
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            head=np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8),
            ids=np.frombuffer("\n".join(one.work_id for one in made.spots).encode(), np.uint8),
            spots=np.array([(one.x, one.y) for one in made.spots], np.uint16),
        )
    return path
