"""Issued editions of public plans, for everybody."""
