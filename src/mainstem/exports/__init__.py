"""Exports: one module a format or channel, pure; a new one is one file, one test and one line here."""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import Export, ListExport, Sender

TABLE: Table[Export] = Table(  # a plan as a file, by the words of ``--format``
    __name__,
    {
        "plan_html": ("html",),
        "plan_ics": ("ics",),
        "plan_json": ("json",),
        "plan_md": ("md",),
    },
)
LISTS: Table[ListExport] = Table(  # works as a file or feed, by the names of formats
    __name__,
    {
        "list_atom": ("atom",),
        "list_bibtex": ("bibtex",),
        "list_csl": ("csl",),
        "list_html": ("html",),
        "list_jsonfeed": ("jsonfeed",),
        "list_md": ("md",),
    },
)
SENDERS: Table[Sender] = Table(  # a week as a message, by the types of channels
    __name__,
    {
        "to_discord": ("discord",),
        "to_email": ("email",),
        "to_feishu": ("feishu",),
        "to_mattermost": ("mattermost",),
        "to_slack": ("slack",),
        "to_webhook": ("webhook",),
        "to_zotero": ("zotero",),
    },
)
