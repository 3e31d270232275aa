"""Rules between two indicators of a plan."""
