"""What the tracker knows: plain Python without a framework, a database or a clock."""
