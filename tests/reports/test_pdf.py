"""PDFs that are none, or tell nothing."""

from __future__ import annotations

import pytest

from mainstem.errors import NotAReport, NoText
from mainstem.reports import pdf

_PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"%PDF-1.7\nbroken", b"PK\x03\x04zip"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    """A wrong type and a truncated file are named."""
    with pytest.raises(NotAReport):
        pdf.read("x", data)


def test_a_pdf_without_text_is_refused() -> None:
    """A scan has no text to read."""
    with pytest.raises(NoText):
        pdf.read("x", _PAGE)
