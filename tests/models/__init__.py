"""Tests of the tables and of how connections are opened."""
