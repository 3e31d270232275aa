"""One measurement on one page: its value, its source, what it rests on, and what was decided on it."""
