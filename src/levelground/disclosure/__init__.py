"""The gate: what may be shown, and what must be hidden so that nobody can be worked out."""
