"""What a measure is, what its result is, and how results are counted and computed."""
