"""People, organisations, the roles people hold in them and for how long, and signing in."""
