"""Help: how the work goes, and who may do what."""
