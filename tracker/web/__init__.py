"""The pages: the only code that knows of requests."""
