"""Outbox and digests that carry no content."""
