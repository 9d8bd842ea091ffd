"""PDFs that are whole, broken, locked, empty or too long."""

from __future__ import annotations

import pytest

from mainstem.errors import Encrypted, NotAReport, NoText
from mainstem.reports import disclose, pdf, picture

_TEXT = b"BT /F1 12 Tf 20 100 Td (We train Brook-2 on 2T tokens.) Tj ET"
_LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%b>/U<%b>>>/ID[<00><00>]" % (
    b"11" * 32,
    b"22" * 32,
)


def made_pdf(n_pages: int = 1, content: bytes = _TEXT, trailer: bytes = b"") -> bytes:
    """A PDF of equal pages."""
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(n_pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, n_pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        *[page] * n_pages,
    ]
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


def test_the_words_of_a_quote_are_marked() -> None:
    """A picture of the page, other than the one on which something else is marked."""
    whole = picture.picture("brook", made_pdf(), 1, "We train Brook-2 on 2T tokens.")
    part = picture.picture("brook", made_pdf(), 1, "2T tokens")
    assert (b"\x89PNG", True) == (whole[:4], whole != part)


@pytest.mark.parametrize(
    "data", [b"", b"<html></html>", b"%PDF-1.7\nbroken", b"PK\x03\x04zip", made_pdf()[:200], made_pdf()[:-60]]
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
