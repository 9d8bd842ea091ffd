"""PDFs that are whole, broken, locked, empty or too long."""

from __future__ import annotations

import pytest

from mainstem.errors import Encrypted, NotAReport, NoText
from mainstem.reports import disclose
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards, pdf, picture

_TEXT = b"BT /F1 12 Tf 20 100 Td (We train Brook-2 on 2T tokens.) Tj ET"
_LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%b>/U<%b>>>/ID[<00><00>]" % (
    b"11" * 32,
    b"22" * 32,
)


def made_pdf(n_pages: int = 1, content: bytes = _TEXT, trailer: bytes = b"", info: bytes = b"") -> bytes:
    """A PDF of equal pages."""
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(n_pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, n_pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        *[page] * n_pages,
        b"<<%b>>" % info,
    ]
    trailer += b"/Info %d 0 R" % len(objects)
    told, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(told))
        told += b"%d 0 obj%bendobj\n" % (n, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(told))
    return told + head + end


def test_a_page_is_read() -> None:
    """Its text, and what it discloses with the page."""
    (one,) = disclose.read(pdf.read("brook", made_pdf()))
    assert ("training_tokens", 2_000_000_000_000, 1) == (one.field, one.normalised, one.page)


@pytest.mark.parametrize(
    ("told", "day"),
    [(b"D:20250123075355Z", "2025-01-23"), (b"D:20251399", ""), (b"yesterday", ""), (b"", "")],
)
def test_the_day_that_its_file_was_made(told: bytes, day: str) -> None:
    """As the file says; nothing where that is no day."""
    assert day == pdf.read("brook", made_pdf(info=b"/CreationDate(%b)" % told)).made_on


def test_the_words_of_a_quote_are_marked() -> None:
    """A picture of the page, other than the one on which something else is marked."""
    whole = picture.picture("brook", made_pdf(), 1, "We train Brook-2 on 2T tokens.")
    part = picture.picture("brook", made_pdf(), 1, "2T tokens")
    assert (b"\x89PNG", True) == (whole[:4], whole != part)


@pytest.mark.parametrize(
    "data", [b"", b"<html></html>", b"%PDF-1.7\nbroken", b"PK\x03\x04zip", made_pdf()[20:200]]
)
def test_what_is_no_whole_pdf_is_refused(data: bytes) -> None:
    """A wrong type and a truncated file are named."""
    with pytest.raises(NotAReport):
        pdf.read("x", data)


def test_a_locked_pdf_is_refused() -> None:
    """It wants a password."""
    with pytest.raises(Encrypted):
        pdf.read("x", made_pdf(trailer=_LOCK))


def test_a_pdf_without_text_is_refused() -> None:
    """A scan has no text to read."""
    with pytest.raises(NoText):
        pdf.read("x", made_pdf(content=b""))


def test_a_thousand_pages_are_read_in_part() -> None:
    """And what was left out is told."""
    read = pdf.read("x", made_pdf(1000))
    assert (400, ("pages 401 to 1000: only the first 400 are read",)) == (len(read.leaves), read.missing)


def test_a_page_of_a_million_letters_is_read_in_part() -> None:
    """A bomb costs no more than its cap."""
    content = b"BT /F1 1 Tf " + b"(We train Brook-2 on 2T tokens and more words. ) Tj " * 3000 + b"ET"
    read = pdf.read("x", made_pdf(content=content))
    assert ("page 1: only the first 60,000 of 138,000 characters are read",) == read.missing


def test_a_pdf_that_was_cut_short_is_read_as_far_as_it_goes() -> None:
    """What is there is told, and that more is missing; what it does not say may have stood there."""
    read = examine(pdf.read("x", made_pdf(3)[:-260]))
    assert "training_tokens" in [one.field for one in read.disclosures]
    assert "what follows where the file was cut short: its end is missing" == read.missing[0]
    assert {"unread"} == {one.status for one in read.reticences}


def _placed(*told: tuple[int, int, str]) -> bytes:
    """The content of a page of words, each at its place."""
    return b"".join(b"BT /F1 8 Tf %d %d Td (%b) Tj ET\n" % (x, y, text.encode()) for x, y, text in told)


def _facts(content: bytes) -> set[tuple[str, str, object]]:
    told = disclose.read(pdf.read("brook-2", made_pdf(content=content)))
    return {(one.model, one.field, one.normalised) for one in told if not one.is_other}


_TITLE = (20, 190, "Brook-2 Technical Report")


def test_a_sheet_in_one_column_beside_prose_in_the_other() -> None:
    """Lines of the second column are no cells of the first."""
    sheet = (("# Layers", "61"), ("Hidden Size", "7168"), ("# Query Heads", "64"), ("# Shared Experts", "1"))
    left = [
        at
        for n, (label, value) in enumerate(sheet)
        for at in ((20, 160 - 9 * n, label), (130, 160 - 9 * n, value))
    ]
    right = [(210, 174 - 9 * n, f"words of the other column number {n} go on here") for n in range(14)]
    facts = _facts(_placed(_TITLE, *sorted([*left, *right], key=lambda at: (at[0] > 200, -at[1], at[0]))))
    assert {("Brook-2", "n_layers", 61), ("Brook-2", "hidden_size", 7168)} <= facts
    assert 2 == sum(field in ("n_attention_heads", "n_experts_shared") for _, field, _ in facts)


def test_models_as_columns_with_names_on_two_lines() -> None:
    """Values are their column's model's; units stand in the label."""
    told = _placed(
        _TITLE, (150, 170, "DeepSeek"), (250, 170, "Brook-2"), (155, 161, "67B"), (252, 161, "Base"),
        (20, 150, "# Layers"), (155, 150, "95"), (255, 150, "61"),
        (20, 141, "Total Params (B)"), (155, 141, "67"), (255, 141, "120"),
        (20, 132, "Training Tokens (T)"), (155, 132, "2.0"), (255, 132, "9.5"),
        (20, 115, "Table 1: Models side by side."),
    )  # fmt: skip
    expected = {
        ("Brook-2 Base", "n_layers", 61),
        ("Brook-2 Base", "total_parameters", 120_000_000_000),
        ("Brook-2 Base", "training_tokens", 9_500_000_000_000),
    }
    assert expected <= (found := _facts(told))
    assert not {67_000_000_000, 95, 2_000_000_000_000} & {value for _, _, value in found}


def test_text_from_right_to_left_breaks_nothing() -> None:
    """Letters of another direction around a fact."""
    text = (
        "# Brook-2\n\nWe present Brook-2. \u202bהמודל אומן\u202c We train it on 2T tokens. العربية ٣٢ طبقة."
    )
    told = disclose.read(cards.read("brook-2", [("brook-2.md", text.encode())]))
    assert [2_000_000_000_000] == [one.normalised for one in told if one.field == "training_tokens"]
