"""Technical reports, model cards and logbooks: what they disclose, with quote and page.

A document (``document.py``) comes out of a PDF (``pdf.py``) or a text (``cards.py``) as leaves: pages or files.
``layout.py`` cuts leaves into sentences and says under which heading each stands; ``grids.py`` finds tables,
``labels.py`` what their labels mean, ``owners.py`` whose a row or column is; ``names.py`` knows which models the
report is about and whose a value is; ``prose.py``, ``cells.py`` and ``shares.py`` find values; ``disclose.py`` puts all together. Nothing here touches a network, a database or a clock.
"""
