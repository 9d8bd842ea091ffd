"""How often one caller may ask: a bucket of tokens each, that fills as time goes by."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from fastapi import Request

from mainstem.errors import TooManyRequests
from mainstem.web.reader import address_of

N_KEPT = 10_000  # callers remembered; the one that was quiet longest is forgotten first


class Rate:
    """``per_s`` requests a second in the long run and ``burst`` at once, for each caller."""

    def __init__(self, per_s: float, burst: int, ticks: Callable[[], float]) -> None:
        self._per_s = per_s
        self._burst = burst
        self._ticks = ticks
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str) -> float:
        """Takes one; 0, or where none is left the seconds until there is one."""
        with self._lock:
            now = self._ticks()
            left, at = self._left.pop(caller, (float(self._burst), now))
            left = min(self._burst, left + (now - at) * self._per_s)
            self._left[caller] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > N_KEPT:
                self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self._per_s


def limited(request: Request) -> None:
    """Raises TooManyRequests where the caller has none left."""
    rate: Rate = request.app.state.rate
    wait_s = rate.take(address_of(request))
    if wait_s:
        raise TooManyRequests(request.url.path, wait_s=math.ceil(wait_s))
