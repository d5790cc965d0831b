"""The site: people, pages, permissions, records. It calls the core; it stores and shows figures and decides about none."""
