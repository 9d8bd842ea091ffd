"""Audits on the emulated Hub: what is planted is found and named, and nothing else is."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mainstem.hub.audit import Asked, audit, status
from mainstem.hub.baseline import Accepted
from mainstem.hub.chain import on_hub
from mainstem.hub.claims import Claim
from mainstem.hub.formats import as_json, md, sarif
from mainstem.hub.remote import Hub, Remote
from mainstem.model import CheckpointAudit
from tests.emulators.hub_site import HubSite
from tests.hub.checkpoints import files, safetensors, write
from tests.hub.test_pickles import Exec, zipped

NAME, NOON = "sample-lab/tiny", datetime(2026, 6, 1, 12, tzinfo=UTC)
SHARD = "model-00002-of-00002.safetensors"
# What docs.oasis-open.org/sarif/sarif/v2.1.0 requires of a log, run, tool, result and location.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name", "rules"]}},
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"type": "object", "required": ["text"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                            },
                        },
                    },
                },
            },
        },
    },
}


def _audit(hub: Hub, *, full: bool = False, **told: Any) -> CheckpointAudit:
    info = hub.info(NAME)
    listed = hub.files(NAME, info.revision, scan=True)
    for path in listed if full else ():
        hub.fetch(NAME, info.revision, path)
    tree = Remote(hub, info, listed, tuple(listed) if full else ())
    held = hub.cached(NAME, info.revision)
    asked = Asked(tree, "commercial", NOON, on_hub(hub), info.revision, info.gated, held, full=full)
    return audit(replace(asked, **told))


def _found(made: CheckpointAudit) -> dict[str, str]:
    return {one.subject: one.rule for one in made.findings if one.level != "note"}


def test_a_sound_checkpoint_is_clean(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Exit status 0, by headers alone, pinned to a commit."""
    repo = site.add(NAME, files(checkpoint))
    made = _audit(hub)
    assert (0, "allowed", {}, repo.head) == (status(made), made.verdict, _found(made), made.revision)
    assert "22,688" == made.facts["parameters"]


def test_headers_alone_are_read(hub: Hub, site: HubSite, tmp_path: Path) -> None:
    """A checkpoint of megabytes is audited with kilobytes."""
    site.add(NAME, files(write(tmp_path / "larger", hidden=512, vocab=8000, layers=1)))
    _audit(hub)
    assert site.n_down < 500_000


def test_one_flipped_byte_is_named(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """The size is right and the hash is not: found with every byte fetched."""
    repo = site.add(NAME, files(checkpoint))
    site.wrong = {str(repo.commits[repo.head].files[SHARD].sha256)}
    made = _audit(hub, full=True)
    assert ({SHARD: "hash"}, 1) == (_found(made), status(made))


def test_a_renamed_shard_is_named(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Both names stand in the report."""
    (checkpoint / SHARD).rename(checkpoint / "model-2.safetensors")
    site.add(NAME, files(checkpoint))
    assert {SHARD: "shard-missing", "model-2.safetensors": "shard-unindexed"} == _found(_audit(hub))


def test_a_pickle_with_an_exec_is_named(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Small pickles are fetched and scanned without being asked for."""
    (checkpoint / "extra.bin").write_bytes(zipped(pickle.dumps(Exec())))
    site.add(NAME, files(checkpoint))
    assert {"extra.bin": "pickle-exec"} == _found(_audit(hub))


def test_an_incompatible_licence_is_named(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Two levels down: the base of the base forbids it, in its own words."""
    licence = b"Terms. You may use it for non-commercial purposes only. End."
    site.add("other-lab/root", {"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n", "LICENSE.txt": licence})
    site.add(
        "other-lab/base", {"README.md": b"---\nlicense: cc-by-nc-4.0\nbase_model: other-lab/root\n---\n"}
    )
    (checkpoint / "README.md").write_text("---\nlicense: mit\nbase_model: other-lab/base\n---\n# Tiny\n")
    site.add(NAME, files(checkpoint))
    made = _audit(hub)
    assert "forbidden" == made.verdict
    assert {
        NAME: "licence-conflict",
        "other-lab/base": "licence-base",
        "other-lab/root": "licence-base",
    } == _found(made)
    assert "“You may use it for non-commercial purposes only.”" in {one.rests_on for one in made.findings}


def test_what_cannot_be_asked_is_unknown(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """A base that is not there: exit status 2."""
    (checkpoint / "README.md").write_text("---\nlicense: mit\nbase_model: other-lab/lost\n---\n# Tiny\n")
    site.add(NAME, files(checkpoint))
    made = _audit(hub)
    assert (2, "unknown", {"other-lab/lost": "base-missing"}) == (status(made), made.verdict, _found(made))


def test_a_revision_that_moves_meanwhile_does_not_mix(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """What is read is of the commit that was pinned first."""
    first = site.add(NAME, files(checkpoint)).head
    site.moves = lambda: site.add(NAME, {"README.md": b"---\nlicense: other\n---\n"}) and None
    made = _audit(hub, full=True)
    assert (first, {}, "apache-2.0") == (made.revision, _found(made), made.licence)
    assert site.repos["models", NAME].head != first


def test_the_hubs_own_scanner_is_heard(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """A file that it calls unsafe is an error."""
    site.add(NAME, files(checkpoint), unsafe={"config.json": "Win.Test.Sample"})
    assert {"config.json": "hub-scan"} == _found(_audit(hub))


def test_claims_that_headers_do_not_bear_out(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Of a report and a card: parameters and layers, with the quote."""
    site.add(NAME, files(checkpoint))
    wrong = [
        Claim("total_parameters", 30_000, "It has 30K parameters.", "report tiny, page 3"),
        Claim("n_layers", 4, "It has 4 layers.", "README.md"),
        Claim("hidden_size", 32, "of width 32", "README.md"),
    ]
    made = _audit(hub, claims=wrong)
    told = sorted((one.rule, one.rests_on) for one in made.findings if one.rule.startswith("claim-"))
    assert [("claim-n-layers", "It has 4 layers."), ("claim-parameters", "It has 30K parameters.")] == told


def test_what_changed_since_the_last_audit(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Weights and licence are warnings, other files a note."""
    site.add(NAME, files(checkpoint))
    before = _audit(hub)
    (checkpoint / "README.md").write_text("---\nlicense: mit\n---\n# Tiny\n")
    data = bytearray((checkpoint / SHARD).read_bytes())
    data[-1] ^= 1
    (checkpoint / SHARD).write_bytes(data)
    site.add(NAME, files(checkpoint))
    now = _audit(hub, before=before)
    drift = {one.rule: one.level for one in now.findings if one.rule.startswith("drift-")}
    assert {
        "drift-licence": "warning",
        "drift-changed-weights": "warning",
        "drift-changed-files": "note",
        "drift-revision": "note",
    } == drift


@pytest.mark.parametrize(("until", "n_accepted"), [(date(2026, 6, 1), 1), (date(2026, 5, 31), 0)])
def test_a_baseline_accepts_until_its_day(
    hub: Hub, site: HubSite, checkpoint: Path, until: date, n_accepted: int
) -> None:
    """The day itself counts; afterwards the finding stands again, and says so."""
    (checkpoint / "extra.bin").write_bytes(zipped(pickle.dumps([1.0])))
    site.add(NAME, files(checkpoint))
    made = _audit(hub, accepted=[Accepted("pickle:extra.bin", until, "goes with 2.0")])
    assert (n_accepted, 1 - n_accepted) == (len(made.accepted), status(made))


def test_sarif_has_the_shape_that_scanners_read(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Every result names its rule, level and file; what is accepted is suppressed."""
    (checkpoint / "extra.bin").write_bytes(zipped(pickle.dumps(Exec())))
    site.add(NAME, files(checkpoint))
    made = _audit(hub, accepted=[Accepted("reproduction:*", date(2027, 1, 1), "not ours")])
    told = json.loads(sarif(made))
    jsonschema.validate(told, SARIF)
    run = told["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert ["reproduction"] == [one["ruleId"] for one in run["results"] if "suppressions" in one]
    assert ["error"] == [one["level"] for one in run["results"] if one["ruleId"] == "pickle-exec"]


def test_markdown_and_json_tell_the_same(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Every finding stands in both."""
    site.add(NAME, files(checkpoint))
    made = _audit(hub)
    told = json.loads(as_json(made))
    assert (0, NAME) == (told["status"], told["name"])
    assert [one.id for one in made.findings] == [one["id"] for one in told["findings"]]
    assert all(one.id in md(made) for one in made.findings)


def test_weights_beneath_the_top_are_looked_at_too(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """By ranges as those of the top: what they hold is a fact, a fault is named by its path."""
    data = b"".join(safetensors({"lora_A.weight": [3, 4]}, dtype="F32"))
    site.add(NAME, {**files(checkpoint), "adapter/adapter_model.safetensors": data})
    made = _audit(hub)
    assert ("adapter/ 12 parameters (F32) in 1 file(s)", {}) == (made.facts["beneath"], _found(made))
    site.add(NAME, {**files(checkpoint), "adapter/adapter_model.safetensors": data[:-4]})
    assert {"adapter/adapter_model.safetensors": "safetensors-size"} == _found(_audit(hub))
