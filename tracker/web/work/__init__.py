"""My work: what is due from a person's organisations, and the forms in which they enter it."""
