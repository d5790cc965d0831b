"""One module for each family of words: it reads the arguments, calls the core, writes the answer."""
