"""doctor, backup, restore, sources and packs, and homes that cannot be used."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from mainstem.cli import main
from tests.cli.conftest import Run


def test_sources_lists_every_source_with_its_health(run: Run, home: Path) -> None:
    """One object a source, before anything was asked."""
    rows = json.loads(run("sources", "--format", "json").out)
    assert 228 <= len(rows) == len({row["id"] for row in rows})
    assert {"not yet asked", "not followed yet", "by hand"} <= {row["health"] for row in rows}


def test_the_table_of_sources_fits_the_terminal(run: Run, home: Path) -> None:
    """228 rows of at most 80 columns."""
    told = run("sources").out.splitlines()
    assert 80 >= max(map(len, told))


def test_doctor_finds_a_fresh_home_usable(run: Run, home: Path) -> None:
    """Nothing is broken, and it says what to do next."""
    ended = run("doctor", "--offline", "--format", "json")
    states = {finding["subject"]: finding["state"] for finding in json.loads(ended.out)}
    assert (0, "ok", "note") == (ended.code, states["pack"], states["sources"])


def test_doctor_names_a_corrupt_database_and_what_to_do(run: Run, home: Path) -> None:
    """A file that is no database is an error with a way out, and is left as it is."""
    home.mkdir()
    (home / "mainstem.db").write_bytes(b"not a database at all" * 400)
    ended = run("doctor", "--offline", "--format", "json")
    finding = next(f for f in json.loads(ended.out) if f["subject"] == "database")
    assert (1, "error", True) == (ended.code, finding["state"], "restore" in finding["do"])
    assert b"not a database" == (home / "mainstem.db").read_bytes()[:14]


def test_a_corrupt_database_ends_the_week_with_its_name(run: Run, home: Path) -> None:
    """The main job says it too."""
    home.mkdir()
    (home / "mainstem.db").write_bytes(b"not a database at all" * 400)
    assert 7 == run("week", "--offline").code


def test_a_home_under_a_file_is_refused_by_name(run: Run, home: Path) -> None:
    """A place that cannot be a folder says so and names the way out."""
    home.write_text("a file")
    ended = run("week", "--offline")
    assert (7, True) == (ended.code, "--home" in ended.err)


def test_a_read_only_home_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The kernel's own folders take nothing, not even from root."""
    if not Path("/proc/sys").is_dir():
        pytest.skip("needs /proc/sys, a place where nobody may write")
    with pytest.raises(SystemExit) as ended:
        main(["--home", "/proc/sys/mainstem", "week", "--offline"])
    assert (7, True) == (ended.value.code, "--home" in capsys.readouterr().err)


def test_a_backup_brings_everything_back(run: Run, planned: Path, tmp_path: Path) -> None:
    """Notes, marks and plans survive the loss of the home."""
    run("note", "2205.14135", "tiling and recomputation")
    file = tmp_path / "kept.zip"
    assert 0 == run("backup", str(file)).code
    (planned / "mainstem.db").unlink()
    assert 0 == run("restore", str(file)).code
    assert "tiling and recomputation" in run("show", "2205.14135").out


def test_a_backup_holds_no_secret(run: Run, planned: Path, tmp_path: Path) -> None:
    """Tokens and the database's address stay at home; the rest of the settings comes along."""
    settings = planned / "settings.toml"
    settings.write_text(
        'contact = "a@example.org"\ngithub_token = "s3cr3t"\nreddit_feed = "feed=s3cr3t&user=a"\n'
        '[channels.chat]\ntype = "slack"\nurl = "https://hooks.example/s3cr3t"\n\n'
        '[channels.bot]\ntype = "webhook"\nurl = "https://x.example"\nsecret = "s3cr3t"\n'
    )
    settings.chmod(0o600)
    file = tmp_path / "kept.zip"
    assert 0 == run("backup", str(file)).code
    with zipfile.ZipFile(file) as kept:
        told = b"".join(kept.read(name) for name in kept.namelist())
    assert (False, True) == (b"s3cr3t" in told, b"a@example.org" in told)


def test_a_damaged_backup_changes_nothing(run: Run, planned: Path, tmp_path: Path) -> None:
    """Restore reads the file to its end before it touches anything."""
    file = tmp_path / "kept.zip"
    run("backup", str(file))
    file.write_bytes(file.read_bytes()[:-2000])
    before = (planned / "mainstem.db").stat().st_size
    assert (7, before) == (run("restore", str(file)).code, (planned / "mainstem.db").stat().st_size)


def test_a_new_pack_passes_its_check_and_can_be_followed(run: Run, home: Path, tmp_path: Path) -> None:
    """Another field starts from a skeleton."""
    folder = tmp_path / "compilers"
    assert 0 == run("pack", "new", "compilers", str(folder)).code
    assert 0 == run("pack", "check", str(folder)).code
    home.mkdir()
    (home / "settings.toml").write_text(f'pack = "{folder}"\n')
    assert 0 == run("week", "--offline").code


def test_a_wrong_pack_is_told_by_file_entry_and_field(run: Run, home: Path, tmp_path: Path) -> None:
    """An author of a pack sees where the mistake is."""
    folder = tmp_path / "compilers"
    run("pack", "new", "compilers", str(folder))
    file = next((folder / "sources").glob("*.toml"))
    file.write_text(file.read_text().replace("sector = ", "sektor = ", 1))
    ended = run("pack", "check", str(folder))
    assert (3, True, True) == (ended.code, file.name in ended.err, "sektor" in ended.err)
