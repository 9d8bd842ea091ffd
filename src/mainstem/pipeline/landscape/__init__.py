"""The map of works: where each stands (``layout``), and what the regions are called (``regions``)."""
