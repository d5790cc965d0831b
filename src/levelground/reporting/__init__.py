"""Released results as sentences, charts, tables and documents. Nothing here ever sees a raw count."""
