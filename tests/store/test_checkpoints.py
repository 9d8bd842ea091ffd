"""Audits of checkpoints, on both databases."""

from __future__ import annotations

from dataclasses import replace

from mainstem.store import Store
from tests.store.fakes import AUDIT


def test_an_audit_comes_back_as_it_was_kept(kept: Store) -> None:
    """Files, findings and facts among it; another name has none."""
    kept.checkpoints.put(AUDIT)
    assert (AUDIT, None) == (kept.checkpoints.last(AUDIT.name), kept.checkpoints.last("sample-lab/other"))


def test_the_next_audit_takes_its_place(kept: Store) -> None:
    """One a checkpoint: what changed is told when it is made."""
    kept.checkpoints.put(AUDIT)
    kept.checkpoints.put(replace(AUDIT, revision="beef"))
    assert replace(AUDIT, revision="beef") == kept.checkpoints.last(AUDIT.name)
