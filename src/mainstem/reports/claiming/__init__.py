"""Sentences that claim: of what kind, and whether they are marketing."""
