"""A PDF as a document: the text of every page, and the place of every word on pages that may hold a table.

PDFium is imported when the first PDF is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mainstem.errors import Encrypted, NotAReport, NoText
from mainstem.reports.document import SOFT_HYPHEN, Document, Leaf, Word, leaf

if TYPE_CHECKING:
    import pypdfium2

MAX_BYTES = 200_000_000
MAX_PAGES = 400  # of one report; what follows is named as missing
MAX_TEXT = 3_000_000  # characters of one report: 100 pages have 400,000
MAX_LETTERS = 60_000  # of one page: a page of small print has 8,000
_TABULAR = re.compile(r"(?m)^(?=(?:\S+[ \t]){0,14}\S+\s*$)(?:.*?(?<![\w.])[\d.,]+[KMBT%]?(?![\w.])){2}")
_SHEET = re.compile(r"(?m)^(?:[#(A-Za-z][\w/#&().-]*[ \t]+){1,6}[\d.,]+[KMBT%]?\s*$")  # a label and one value
_N_SHEET = 3
_N_ROWS = 2  # rows with numbers from which on a page may hold a table
_END, _TAIL = b"%%EOF", 2048  # what a whole file ends with, and how near its end
_CATALOGUE = re.compile(rb"(\d+) 0 obj\s*<<[^>]{0,400}?/Type\s*/Catalog")
_CREATED = re.compile(r"D:(20\d\d)(\d\d)(\d\d)")  # before 2000 no model of ours was trained
_HYPHEN_CODE, _N_CONTROL = (
    2,
    32,
)  # what PDFium has for a hyphen at a line's end, and how many codes are no letters
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(name: str, data: bytes) -> Document:
    """The document in ``data``; raises NotAReport, Encrypted or NoText where there is nothing to read.

    A PDF of more than MAX_PAGES is read up to there, and pages that fail are left out; both are told in
    ``missing``.
    """
    pdf = opened(name, data)
    try:
        leaves, missing = _leaves(pdf)
        made_on = _made_on(pdf)
    finally:
        pdf.close()
    if _END not in data[-_TAIL:]:
        missing.insert(0, "what follows where the file was cut short: its end is missing")
    if not any(leaf.text for leaf in leaves):
        raise NoText(name, f"no text on its {len(leaves)} pages: it seems to be scanned")
    return Document(name, tuple(leaves), tuple(missing), made_on)


def _made_on(pdf: pypdfium2.PdfDocument) -> str:
    found = _CREATED.match(pdf.get_metadata_value("CreationDate"))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:  # no day of the calendar
        return ""


def opened(name: str, data: bytes) -> pypdfium2.PdfDocument:
    """The PDF in ``data``, also where its end is missing but its catalogue is there; raises as ``read`` does."""
    import pypdfium2

    if len(data) > MAX_BYTES:
        raise NotAReport(name, f"has {len(data):,} bytes, over the cap of {MAX_BYTES:,}")
    if b"%PDF-" not in data[:1024]:
        raise NotAReport(name, "is no PDF: it does not begin with %PDF-")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Encrypted(name, "is locked with a password") from error
        if (mended := _mended(data)) is not None:
            return mended
        raise NotAReport(name, f"is a broken or truncated PDF ({error})") from error


def _mended(data: bytes) -> pypdfium2.PdfDocument | None:
    """A PDF that was cut short, with the end that it lacks; None where its catalogue was cut off too."""
    import pypdfium2

    found = _CATALOGUE.search(data)
    if found is None or _END in data[-_TAIL:]:
        return None
    end = b"\nendstream\nendobj\ntrailer<</Root %b 0 R>>\nstartxref\n0\n%%%%EOF" % found[1]
    try:
        return pypdfium2.PdfDocument(data + end)
    except pypdfium2.PdfiumError:
        return None


def _leaves(pdf: pypdfium2.PdfDocument) -> tuple[list[Leaf], list[str]]:
    import pypdfium2

    leaves: list[Leaf] = []
    missing: list[str] = []
    failed: list[int] = []
    n_pages = len(pdf)
    n_letters = 0
    for n in range(min(n_pages, MAX_PAGES)):
        if n_letters > MAX_TEXT:
            missing.append(f"pages {n + 1} to {n_pages}: {n_letters:,} characters were read before them")
            break
        try:
            leaves.append(_leaf(n + 1, pdf, missing))
            n_letters += len(leaves[-1].text)
        except pypdfium2.PdfiumError:
            failed.append(n + 1)
    missing += [f"{told}: broken or cut off" for told in _ranges(failed)]
    if n_pages > MAX_PAGES:
        missing.append(f"pages {MAX_PAGES + 1} to {n_pages}: only the first {MAX_PAGES} are read")
    if leaves and (bare := sum(not leaf.text for leaf in leaves)):
        missing.append(f"{bare} of {len(leaves)} pages hold no text (pictures or scans)")
    return leaves, missing


def _ranges(pages: Sequence[int]) -> Iterator[str]:
    """Pages (ascending) in words: "page 3", "pages 5 to 9"."""
    for _, run in groupby(enumerate(pages), key=lambda told: told[1] - told[0]):
        held = [page for _, page in run]
        yield f"page {held[0]}" if len(held) == 1 else f"pages {held[0]} to {held[-1]}"


def _leaf(number: int, pdf: pypdfium2.PdfDocument, missing: list[str]) -> Leaf:
    page = pdf[number - 1]
    letters = page.get_textpage()
    n_letters = letters.count_chars()
    if n_letters > MAX_LETTERS:
        missing.append(f"page {number}: only the first {MAX_LETTERS:,} of {n_letters:,} characters are read")
    told = letters.get_text_range(0, min(n_letters, MAX_LETTERS))
    made = leaf(number, told)
    if len(_TABULAR.findall(told)) < _N_ROWS and len(_SHEET.findall(told)) < _N_SHEET:
        return made
    return Leaf(number, made.text, made.lines, tuple(_words(letters, told)))


def _words(letters: Any, told: str) -> list[Word]:
    """The words of a page with their places."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()  # as high as the font, so that letters of one line share their edges
    words: list[Word] = []
    at = 0
    open_word: list[Any] = []  # text, x0, x1, y, y1, start
    for letter, unit in zip(told, _units(letters, told), strict=True):
        if letter.isspace():
            if open_word:
                words.append(_word(open_word, at))
                open_word = []
            at = words[-1].end + 1 if words else 0
        else:
            raw.FPDFText_GetLooseCharBox(letters, unit, box)
            if not open_word:
                open_word = ["", box.left, box.right, box.bottom, box.top, at]
            _grow(open_word, letter, box.left, box.right, box.bottom, box.top)
            at += 1
            if letter == SOFT_HYPHEN:  # the rest of the word stands on the next line
                words.append(_word(open_word, at))
                open_word = []
    if open_word:
        words.append(_word(open_word, at))
    return words


def _units(letters: Any, told: str) -> Iterator[int]:
    """Where each letter stands among what PDFium counts: units of UTF-16, and letters without a code, which it left out."""
    from pypdfium2 import raw

    n_units = letters.count_chars()
    is_whole = n_units == len(told.encode("utf-16-le", "surrogatepass")) // 2
    unit = 0
    for letter in told:
        code = _HYPHEN_CODE if letter == SOFT_HYPHEN else ord(letter)
        while not is_whole and unit < n_units - 1:
            found = raw.FPDFText_GetUnicode(letters, unit)
            if found == code or found >= _N_CONTROL:
                break
            unit += 1
        yield unit
        unit += 2 if ord(letter) > 0xFFFF else 1


def _grow(word: list[Any], letter: str, x0: float, x1: float, y0: float, y1: float) -> None:
    word[0] += letter
    word[1], word[2] = min(word[1], x0), max(word[2], x1)
    word[3], word[4] = min(word[3], y0), max(word[4], y1)


def _word(grown: list[Any], end: int) -> Word:
    text, x0, x1, y0, y1, start = grown
    return Word(text, x0, x1, y0, y1 - y0, start, end)
