"""Which passwords are good enough. They are hashed elsewhere; here none is kept."""

from __future__ import annotations

SHORTEST, LONGEST = 12, 128
"""In characters; the longest is a limit on the work that a stranger can ask for."""
