"""Use cases: the only code that queries and changes the tables; one module per subject, reads first, then verbs."""
