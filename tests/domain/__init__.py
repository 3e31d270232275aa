"""Tests of what the tracker knows."""
