"""The NAP 1325 tracker: commitments, indicators and evidence of a national action plan, and its annual report."""
