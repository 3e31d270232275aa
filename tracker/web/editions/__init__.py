"""Issued editions of a plan and their files."""
