"""Small loopback servers in the place of services of which no replies were recorded. All synthetic."""
