"""The commands that confirm a verdict in a live cluster. Nothing here runs them."""
