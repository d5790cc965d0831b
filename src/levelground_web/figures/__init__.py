"""Uploads, findings, sign-off, stored released results with provenance, dashboards."""
