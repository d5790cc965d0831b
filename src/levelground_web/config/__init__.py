"""How the site is put together: settings by environment, addresses, the server's entrance."""
