"""The codes of the field as types: each with its versioned table, its source, and the spellings that mean it."""
