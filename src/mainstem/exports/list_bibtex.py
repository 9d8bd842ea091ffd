"""The works of a list as BibTeX."""

from __future__ import annotations

from mainstem.exports._works import cited
from mainstem.model import Listing
from mainstem.text.bibliography import bibtex

MEDIA = "application/x-bibtex; charset=utf-8"
ENDING = "bib"


def write(listing: Listing) -> str:
    """One entry a work, each once, under keys of which none stands twice."""
    entries = [bibtex(work, key) for key, work in cited(listing)]
    return f"% {listing.title}: {len(entries)} works\n\n" + "\n".join(entries)
