"""Indicators: adopted or defined, with baseline, targets and who reports them."""
