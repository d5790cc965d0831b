"""What was done, by whom, to what: append-only, without content, sealed into a chain for each organisation."""
