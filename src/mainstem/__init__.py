"""Mainstem keeps people who train and serve large language models within a week of their field."""

__version__ = "0.1.0"
