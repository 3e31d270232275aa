"""Reporting periods: opened, closed, and who answers for what in them."""
