"""Evidence: adding, looking at, downloading."""
