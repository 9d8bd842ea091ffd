"""Speed, measured side by side with the peers in one run. Figures are told, never asserted."""
