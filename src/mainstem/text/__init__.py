"""Reading text that came from elsewhere: addresses, headers, HTML. Pure functions."""
