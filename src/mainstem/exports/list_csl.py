"""The works of a list as CSL-JSON, which Zotero, Pandoc and citation processors read."""

from __future__ import annotations

import json

from mainstem.exports._works import cited
from mainstem.model import Listing
from mainstem.text.bibliography import csl

MEDIA = "application/vnd.citationstyles.csl+json; charset=utf-8"
ENDING = "csl.json"


def write(listing: Listing) -> str:
    """One item a work, each once, under ids of which none stands twice."""
    items = [{**csl(work), "id": key} for key, work in cited(listing)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
