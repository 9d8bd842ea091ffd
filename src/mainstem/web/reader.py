"""Who reads: the program as the person who asks uses it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from mainstem.wiring import Mainstem


def _reader(request: Request) -> Mainstem:
    return cast(Mainstem, request.app.state.mainstem)


Reader = Annotated[Mainstem, Depends(_reader)]
