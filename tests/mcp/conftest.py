"""The same home as the web app's tests have."""

from __future__ import annotations

from tests.web.conftest import app, planned

__all__ = ["app", "planned"]
