"""Settings: `base` for all, then one file for each place where the site runs."""
