"""Searching inside a plan."""
