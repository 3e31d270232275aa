"""The dimensions of a plan: by what its indicators are broken down."""
