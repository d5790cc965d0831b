"""The start page of each role, what needs you now, and the demo's people."""
