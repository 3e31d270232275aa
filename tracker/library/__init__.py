"""Data files that come with the tracker: indicator libraries, and passwords that are too common."""
