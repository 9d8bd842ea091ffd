"""Which models a report is about, and whose a value is."""
