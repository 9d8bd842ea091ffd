"""Search over 12,000 entries: median and p95 in one process."""
