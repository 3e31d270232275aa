"""Budgets of commitments and what was spent on them."""
