"""Records out to the formats of the field: one file a format, rows in a stream."""
