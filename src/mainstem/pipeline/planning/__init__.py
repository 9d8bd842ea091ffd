"""Fills one person's week. ``plan.plan`` is the way in; each step is a module."""
