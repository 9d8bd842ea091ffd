"""Faults in a pack, each told with its file, entry and field."""

from __future__ import annotations

import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstem import packs
from mainstem.errors import PackError
from mainstem.packs.read import HEADS, KINDS
from tests.packs.conftest import CONNECTORS, faults_of, toml


def _faults(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(PackError) as caught:
        packs.load(folder, CONNECTORS.get)
    return [(fault.subject, fault.what) for fault in faults_of(caught.value)]


@pytest.mark.parametrize(
    ("file", "old", "new", "subject", "what"),
    [
        (
            "sources/blog.toml",
            'sector = "industrial"',
            'sector = "public"',
            "blog-example: sector",
            "must be 'academic', 'industrial', 'independent' or 'mixed', not 'public'",
        ),
        (
            "sources/blog.toml",
            'url = "https://blog.example.org/feed.xml"',
            'url = "blog.example.org"',
            "blog-example: endpoint[1].url",
            "must be an address that starts with http:// or https://, not 'blog.example.org'",
        ),
        (
            "sources/blog.toml",
            'type = "rss" ',
            'kind = "rss" ',
            "blog-example: endpoint[1].kind",
            "is not a field here; allowed are type, url, status, note, keep, drop, interval_h",
        ),
        (
            "sources/blog.toml",
            'axes = ["tools"]',
            'axes = ["toys"]',
            "blog-example: axes",
            "'toys' is not in taxonomy.toml; there are methods, tools",
        ),
        (
            "sources/community.toml",
            "by_hand =",
            "# by_hand =",
            "community-example-chat: by_hand",
            "is missing: no endpoint can be followed, so say what a person must do",
        ),
        (
            "sources/community.toml",
            'type = "none"',
            'type = "rss"',
            "community-example-chat: endpoint[1].url",
            'is needed, except for type "none", which has none',
        ),
        (
            "taxonomy.toml",
            'id = "tools/build"',
            'id = "toys/build"',
            "toys/build: id",
            "'toys' is not in taxonomy.toml as [[axis]]; there are methods, tools",
        ),
        (
            "canon.toml",
            'key = "doi:10.5555/7654321"',
            'key = "doi:10.5555/1111111"',
            "example-candidate: key",
            "doi:10.5555/1111111 is on the block-list",
        ),
        (
            "canon.toml",
            'key = "doi:10.5555/7654321"',
            'key = "doi:10.5555/1234567"',
            "example-candidate: key",
            "doi:10.5555/1234567 belongs to example-work already",
        ),
        (
            "canon.toml",
            'key = "doi:10.5555/7654321"',
            'key = "jmlr:v24/22-1144"',
            "example-candidate: url",
            "is missing, and the key alone gives no address",
        ),
        (
            "repositories.toml",
            'lab = "example-lab"',
            'lab = "lab"',
            "example-lab/example: lab",
            "'lab' is not in labs.toml; there are example-lab",
        ),
        (
            "cadence.toml",
            'holds = ["check", "skim"]',
            'holds = ["check", "skim", "nap"]',
            "weekday: holds",
            "'nap' is not in cadence.toml as [[slot]]; there are catch_up, check, contribution, ",
        ),
        (
            "cadence.toml",
            'holds = ["check", "skim"]',
            'holds = ["check"]',
            "skim: kind",
            "stands in no session's holds",
        ),
        (
            "cadence.toml",
            "max_min = 22",
            "max_min = 4",
            "check: min_min",
            "5 does not fit into a session of 4 minutes",
        ),
        ("cadence.toml", "min_min = 45", "min_min = 80", "deep_paper: min_min", "80 is above max_min, 75"),
        ("cadence.toml", "start = 08:40:00", "start = 8", "weekday: start", "must be a valid time, not 8"),
        (
            "cadence.toml",
            "budget_min = 180",
            "budget_min = 90",
            "top: budget_min",
            "90 is outside budget_range_min, 120 to 300",
        ),
        (
            "cadence.toml",
            "post = 10",
            "pots = 10",
            "top: minutes.pots",
            "'pots' is not in the kinds of items",
        ),
        (
            "manners.toml",
            "blog-example = 0.7",
            "blog-exampel = 0.7",
            "top: priors.source.blog-exampel",
            "is not the id of a source",
        ),
        ("manners.toml", "venue = 0.80", "venu = 0.80", "top: priors.shelf.venu", "must be 'venue', 'paper'"),
        (
            "manners.toml",
            "venue = 0.80",
            "venue = 80",
            "top: priors.shelf.venue",
            "must be less than or equal to 1",
        ),
    ],
)
def test_a_fault_names_file_entry_and_field_and_says_what_is_allowed(
    file: str, old: str, new: str, subject: str, what: str, folder: Path
) -> None:
    """One fault in an otherwise sound pack is told, and nothing else."""
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    told = {where: said for where, said in _faults(folder) if where == f"{file}: {subject}"}
    assert what == told.get(f"{file}: {subject}", "")[: len(what)]


def test_an_address_that_stands_twice_in_a_source_is_told(folder: Path) -> None:
    """Its endpoints would share one state."""
    path = folder / "sources" / "blog.toml"
    endpoint = path.read_text().split("[[source.endpoint]]")[1]
    path.write_text(f"{path.read_text()}\n[[source.endpoint]]{endpoint}")
    assert [("sources/blog.toml: blog-example: endpoint[2].url", "stands twice in this source")] == _faults(
        folder
    )


def test_a_dead_address_is_no_way_to_follow_a_source(folder: Path) -> None:
    """A person must be told to look for themselves."""
    path = folder / "sources" / "blog.toml"
    path.write_text(path.read_text().replace('"live 2026-01-01"', '"dead"'))
    assert ["sources/blog.toml: blog-example: by_hand"] == [subject for subject, _ in _faults(folder)]


def test_a_file_that_is_not_toml_brings_no_faults_of_others(folder: Path) -> None:
    """The repository's lab is not called unknown because labs.toml could not be read."""
    (folder / "labs.toml").write_text("[[lab]")
    assert ["labs.toml: line 1: column 6"] == [subject for subject, _ in _faults(folder)]


# --- any field of any file, removed or of the wrong type -------------------------------------------------

_WRONG: date = date(1979, 5, 27)  # no field of a pack is a TOML date


def _sound() -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as new:
        folder = packs.skeleton("small", Path(new) / "small")
        return {
            path.relative_to(folder).as_posix(): tomllib.loads(path.read_text())
            for path in sorted(folder.rglob("*.toml"))
        }


SOUND = _sound()
# Every field: its file, the kind and number of its entry (or None above the entries), and its name.
FIELDS = [
    *((file, None, 0, name) for file in HEADS.keys() & SOUND for name in SOUND[file] if name not in KINDS),
    *(
        (file, kind, number, name)
        for file, data in SOUND.items()
        for kind in KINDS.keys() & data
        for number, row in enumerate(data[kind])
        for name in row
    ),
]


def _spoil(place: tuple[str, str | None, int, str], value: object) -> tuple[dict[str, Any], str]:
    """The file's data with one field replaced, or removed where ``value`` is None; and the entry's name."""
    file, kind, number, name = place
    data = tomllib.loads(toml(SOUND[file]))
    row = data[kind][number] if kind else data
    naming = KINDS[kind][2] if kind else ""
    entry = f"{kind} {number + 1}" if name == naming else row[naming] if kind else "top"
    if value is None:
        del row[name]
    else:
        row[name] = value
    return data, entry


def _load_spoilt(file: str, text: str) -> list[PackError]:
    with tempfile.TemporaryDirectory() as new:
        folder = packs.skeleton("small", Path(new) / "small")
        (folder / file).write_text(text, encoding="utf-8")
        try:
            packs.load(folder, CONNECTORS.get)
        except PackError as error:
            return faults_of(error)
        return []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FIELDS, key=str)))
def test_a_field_of_the_wrong_type_is_told_wherever_it_stands(
    place: tuple[str, str | None, int, str],
) -> None:
    """A date, which no field takes, in the place of any value."""
    data, entry = _spoil(place, _WRONG)
    subjects = [fault.subject for fault in _load_spoilt(place[0], toml(data))]
    assert f"{place[0]}: {entry}: {place[3]}" in subjects


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FIELDS, key=str)))
def test_a_field_that_is_missing_is_told_unless_it_may_be(place: tuple[str, str | None, int, str]) -> None:
    """What its form requires, by file, entry and field."""
    file, kind, _, name = place
    form = KINDS[kind][1] if kind else HEADS[file]
    data, entry = _spoil(place, None)
    told = [(f.subject, f.what) for f in _load_spoilt(file, toml(data))]
    required = form.model_fields[name].is_required()
    assert required == ((f"{file}: {entry}: {name}", "is missing") in told)


_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(FIELDS, key=str)), _JUNK.filter(lambda v: v is not None and "None" not in repr(v))
)
def test_junk_in_a_field_ends_in_a_pack_or_a_pack_error(
    place: tuple[str, str | None, int, str], junk: object
) -> None:
    """Never in another exception, and every fault names a file of the pack."""
    data, _ = _spoil(place, junk)
    for fault in _load_spoilt(place[0], toml(data)):
        assert fault.subject.split(": ")[0] in SOUND


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SOUND)), st.text(max_size=80))
def test_any_text_for_a_file_ends_in_a_pack_or_a_pack_error(file: str, text: str) -> None:
    """A half-written file is told as what it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    for fault in _load_spoilt(file, text):
        assert fault.subject.split(": ")[0].split("/")[0] in {*SOUND, "sources"}
