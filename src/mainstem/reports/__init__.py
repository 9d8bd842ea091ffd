"""Technical reports, model cards and logbooks: what they disclose, with quote and page.

The way of a fact: ``pages`` makes a document (``document.py``) of a file and cuts it into sentences under headings;
``subject`` says which models it is about and whose a value is; ``sentences`` and ``tables`` find values;
``settle.py`` drops what contradicts itself; ``disclose.py`` puts these together, and ``examine.py`` adds what is not
told (``reticence.py``), whether the numbers agree (``arithmetic``) and what is only claimed (``claiming``).

``compare.py``, ``trends.py`` and ``epoch.py`` set many reports side by side; ``propose.py`` holds what a language model
proposes against the page. Nothing here touches a network, a database or a clock.
"""
