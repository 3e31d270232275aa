"""Reviewing: the queue, and the page on which one decision is taken."""
