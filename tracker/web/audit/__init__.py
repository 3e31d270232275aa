"""The record of acts, for the coordinators of a plan and for administrators."""
