"""Checkpoints on the Hugging Face Hub: shipped, and audited before they are used.

A checkpoint is a ``Tree`` (``tree.py``): names, sizes and hashes of files, and a way to read a piece of one, whether it
lies in a folder, on the Hub or in the Hub's cache. The checks (``shards.py``, ``config.py``, ``pickles.py``,
``leaks.py``, ``licences.py``, ``reproduce.py``) read a tree and yield findings; ``preflight.py`` and ``audit.py`` put
them together. ``remote.py`` is the only place that meets huggingface_hub, and maps its errors. Nothing here touches a
database.
"""
