"""Which family a document is about."""

from __future__ import annotations

import pytest

from mainstem.reports.document import Document, leaf
from mainstem.reports.pages.layout import sentences
from mainstem.reports.subject.family import learn
from mainstem.reports.subject.names import Names


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Brook-MoE: A Study\nWe train Brook-MoE from Brook-13B.\nBrook-MoE is good. Brook-13B is not.", "Brook-MoE"),
        ("Rill1.5-Thinking: More\nWe introduce Rill1.5-Thinking. Rill1.5-Thinking thinks.", "Rill1.5-Thinking"),
        ("BROOK 2.0: A MODEL\nWe develop Brook 2.0. Unlike Brook 1.0, Brook 2.0 is large.", "Brook 2.0"),
        ("RILL FLOW:\nA LAYER\nWe introduce Rill Flow. Rill Flow is an attention. Rill Flow wins.", "Rill Flow"),
        ("Brook: A Model\nWe present Brook-7B, a language model. Brook is open. Brook-7B, Brook.", "Brook-7B"),
        ("2025-01-02\nBrook-A9B Technical Report\nWe present Brook-A9B. Brook-A9B is open.", "Brook-A9B"),
        ("MUON SCALES\nWe introduce Rill3, a mixture-of-experts model. It is open.", "Rill3"),
        ("7BROOK TECHNICAL REPORT\nWe pretrain 7Brook-9B-Base. 7Brook-9B is no Llama 3. 7Brook-9B.", "7Brook-9B"),
        ("EVERY STEP COUNTS\nWe present two models, namely Brook4-Lite and Brook4-Plus.", "Brook4"),
    ],
)  # fmt: skip
def test_the_family_is_whom_title_and_opening_present(text: str, family: str) -> None:
    """Whatever the file is called; the words of a title that the text does not go on using name nobody."""
    document = Document("2401.01234", (leaf(1, text),))
    assert family == learn(document, sentences(document)).family


def test_a_log_is_named_by_its_run() -> None:
    """Words that begin its heading are no name."""
    text = "# The final run\n\nThe script is rn7-30B-ml.slurm.\n\nThe 30B run began.\n\nrn7-30B-ml is on.\n"
    document = Document("log", (leaf("log.md", text, is_marked_up=True),))
    assert "rn7-30B" == learn(document, sentences(document)).family


@pytest.mark.parametrize(
    ("family", "name", "expected"),
    [
        ("Brook 2.0", "Brook 1.0", False),
        ("Brook-SALT", "Brook-4.1-8B", False),
        ("Brook-SALT", "Brook-SALT-Chat", True),
        ("Brook-7B", "Brook", True),
        ("Brook-7B", "Brook-Chat", True),
        ("Brook-7B", "Brook-Large", False),
    ],
)
def test_a_sibling_is_no_variant(family: str, name: str, expected: bool) -> None:
    """A name that goes on otherwise than the family's is another model's."""
    document = Document(family, (leaf(1, f"{family}: A Model\nWe present {family}. {family} is a model."),))
    (found,) = learn(document, []).find(f"{name} was trained.")
    assert (name, expected) == (found.name, found.is_subject)


def test_a_kind_may_stand_within_a_name() -> None:
    """The base model of a family may be named in its middle."""
    assert Names("Brook-mini-2.0").is_subject("Brook-mini-base-2.0")


@pytest.mark.parametrize(
    ("family", "name", "is_ours"),
    [
        ("Brook 3.0 7.8B", "Brook 3.0", True),
        ("Brook-1.5", "Brook-Mini-1.5-9B-Base", True),
        ("Brook-1.5", "Brook-Mini-9B", False),
        ("Brook-1.5", "Rill-1.5", False),
    ],
)
def test_a_family_is_called_without_its_size_or_with_words_before_its_version(
    family: str, name: str, is_ours: bool
) -> None:
    """The same version of a sibling is the report's own, another version is not."""
    assert is_ours == Names(family).is_subject(name)
