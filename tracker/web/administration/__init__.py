"""The installation: its organisations, its people, and what each may do in a plan."""
