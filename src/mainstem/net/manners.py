"""How Mainstem behaves on the network: every number with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from mainstem import __version__
from mainstem.model import HostLimit
from mainstem.net.access import Access


@dataclass(frozen=True, slots=True)
class Manners:
    """What one run may ask of the network. Times are seconds, sizes bytes."""

    contact: str = ""  # an address or page by which a host can reach the person who runs this
    hosts: tuple[HostLimit, ...] = ()  # each covers its subdomains too: they are one service
    allow_hosts: tuple[str, ...] = ()  # names, addresses or networks that may be private or loopback

    access: tuple[Access, ...] = ()  # secrets by host, for services that know the person

    # 5 a second and 4 open: a browser opens 6 connections to a host, and a reader is no browser
    default_n: int = 5
    default_per_s: float = 1.0
    default_n_open: int = 4
    # all hosts together: enough to hide a second's latency at 30 replies/s, few enough for a home router
    n_open: int = 32

    # as unpacked; the largest feed seen in the wild (a podcast's whole history) has 12 MB
    max_reply_bytes: int = 16 * 2**20
    max_redirects: int = 8  # real chains (http, www, moved, CDN) have at most 4; browsers stop at 20

    connect_s: float = 10.0  # three SYN retransmissions (1 + 2 + 4 s, RFC 6298) fit
    read_s: float = 15.0  # between two pieces of a reply; slow generators of feeds take up to 10
    total_s: float = 30.0  # on the wire for one fetch, with its redirects and further attempts

    n_retries: int = 2  # after a first attempt that failed in passing: a restart behind a balancer
    backoff_s: float = 1.0  # before the first retry, doubled before the next, of which half is jitter
    rest_s: float = 60.0  # of a host that says 429 and names no time: the window most quotas count in

    @property
    def user_agent(self) -> str:
        """Program, version and contact, as Reddit, arXiv and Crossref ask of automatic readers."""
        contact = "".join(c for c in self.contact.strip() if " " <= c <= "~" and c not in "()")
        return f"mainstem/{__version__} (reading list; {contact})" if contact else f"mainstem/{__version__}"
