"""Reminders: by mail, as a calendar, and the outbox of what was written."""
