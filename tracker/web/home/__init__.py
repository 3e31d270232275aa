"""The list of plans that a person works on: the first page after signing in."""
