"""Commitments: shown with their indicators and statuses, added, changed, archived."""
