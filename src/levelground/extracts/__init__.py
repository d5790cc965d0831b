"""Files in: what an extract must hold, how it is read, and every problem that was found in it."""
