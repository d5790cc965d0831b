"""The site: people, pages, permissions, records. It calls the core; it shows figures and decides about none."""
