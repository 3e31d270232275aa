"""Required evidence: what has to be shown for an indicator, and which item shows which point."""
