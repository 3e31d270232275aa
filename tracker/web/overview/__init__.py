"""The overview of a plan: how far it is, what is missing, who has to act."""
