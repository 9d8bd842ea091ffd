"""Values told in sentences: a module for each topic, put together by ``prose.py`` and ``phrases.py``."""
