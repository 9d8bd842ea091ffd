"""The network, with its manners: ``Client`` fetches, ``Manners`` says how."""

from mainstem.net.access import Access
from mainstem.net.client import Client
from mainstem.net.faults import never_left
from mainstem.net.manners import Manners

__all__ = ["Access", "Client", "Manners", "never_left"]
