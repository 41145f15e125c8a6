"""What `check` said about an input, kept for the next run. Imports nothing but small parts of the standard library."""
