"""What one field may hold."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from mainstem.packs import forms


def _holds(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://localhost:8000/feed.xml",
        "https://{YYYY}.example.org/",
        "https://example.org/a?q=%22b%22&from={ISO8601}",
        "https://example.org/{org}/{model}/{VOL}/{YY}/{TERM}/{YYYY-MM-DD}",
    ],
)
def test_an_address_may_be_any_web_page_with_placeholders(url: str) -> None:
    """Also one of this machine: whether it may be asked is the net's to say."""
    assert _holds(forms.Url, url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org",
        "https://",
        "https:///a",
        "https://a b.org",
        "https://x.org/{YYY}",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """No scheme, no host, white space, an unknown placeholder."""
    assert not _holds(forms.Url, url)


@pytest.mark.parametrize(
    "key",
    [
        "arxiv:2205.14135",
        "arxiv:hep-th/9901001",
        "doi:10.1145/3458817.3476209",
        "github:facebookresearch/metaseq/blob/projects/OPT/chronicles/OPT175B_Logbook.pdf",
        "openreview:iBBcRUlOAPR",
        "hf:spaces/HuggingFaceTB/smol-training-playbook",
    ],
)
def test_a_key_is_spelt_as_identity_spells_it(key: str) -> None:
    """The forms that ``text.identity`` gives."""
    assert _holds(forms.Key, key)


@pytest.mark.parametrize(
    "key",
    [
        "2205.14135",
        "arxiv:2205.14135v2",
        "arXiv:2205.14135",
        "doi:10.1109/SC41405",
        "github:NVIDIA/Megatron-LM",
        "github:nvidia",
        "web:",
    ],
)
def test_a_key_in_another_spelling_is_refused(key: str) -> None:
    """It would never meet the work it means."""
    assert not _holds(forms.Key, key)


@pytest.mark.parametrize(
    "status", ["live 2026", "live 2026-08", "live 2026-10-09", "official", "dead", "none"]
)
def test_a_live_status_carries_its_date(status: str) -> None:
    """To the year, month or day."""
    assert _holds(forms.Status, status)


@pytest.mark.parametrize("status", ["live", "live today", "alive", "official 2026", ""])
def test_a_status_is_one_of_a_few_words(status: str) -> None:
    """And only "live" has a date."""
    assert not _holds(forms.Status, status)


def test_every_rhythm_says_how_often_to_poll() -> None:
    """The table and the words allowed are the same."""
    assert set(get_args(forms.Rhythm)) == set(forms.INTERVAL_H)


def test_every_weekday_may_be_named() -> None:
    """In the order of ``datetime.weekday``."""
    assert forms.WEEKDAYS == get_args(forms.Weekday)


def test_nothing_is_converted() -> None:
    """The text "3" is not the number 3."""
    with pytest.raises(ValidationError):
        forms.KeepForm.model_validate({"kind": "post", "days": "3"})
