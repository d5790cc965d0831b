"""Numbers in, numbers out: every formula of the product, one file per statistic, each with its reference."""
