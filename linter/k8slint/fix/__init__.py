"""The edits that findings carry, carried out: chosen, tried on the texts in memory, and only then written."""
