"""A report's own numbers held against each other: a module for each kind of check, put together by ``checks.py``."""
