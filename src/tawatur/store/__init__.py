"""Keep, search and export records."""
