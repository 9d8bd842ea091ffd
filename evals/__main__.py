"""``./run evals [identity|same-work|classification|ranking|canon|reports]``: every figure, interval and floor.

``./run evals fetch`` first brings the public reports that facts were labelled in.

The ranking of 27 weeks by every method takes several minutes.
"""

from __future__ import annotations

import sys

from evals import MEASURES, Figure, files, folders, measured, public


def main(names: list[str]) -> int:
    """Measures what is named, or all; 1 where a figure is below its floor."""
    if names == ["fetch"]:
        return public.main()
    n_below = 0
    for measure in names or (*MEASURES, *folders.NAMES):
        if measure in folders.NAMES:
            for which in folders.folders(measure):
                n_below += sum(_tell(title, figures) for title, figures in folders.measured(measure, which))
            continue
        for which in files(measure):
            n_below += _tell(f"{measure}, {which} labels", measured(measure, which))
        if measure == "classification" and "shared" in files(measure):
            told = f"{measure}, shared labels, cross-validated"
            n_below += _tell(told, measured(measure, "shared", cross_validated=True))
    print("\nevery figure reaches its floor" if not n_below else f"\n{n_below} figures are below their floor")
    return 1 if n_below else 0


def _tell(title: str, figures: list[Figure]) -> int:
    print(f"\n{title}")
    for figure in figures:
        interval = f"[{figure.interval[0]:.3f}, {figure.interval[1]:.3f}]" if figure.interval else ""
        floor = "" if figure.floor is None else f"floor {figure.floor:.3f}{'' if figure.holds else ' BELOW'}"
        print(f"  {figure.name:<42} {figure.value:.3f}  {interval:<16}  {floor}".rstrip())
    return sum(not figure.holds for figure in figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
