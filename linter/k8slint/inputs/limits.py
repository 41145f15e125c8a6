"""How much one input may cost. A bound that is hit is a finding at that file; everything else is still checked."""

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 100
"""Nesting of a document; the API server's own decoder stops at 10,000, people stop at 20."""
MAX_NODES = 1_000_000
"""Values in a document, each alias counted with all that it stands for."""
MAX_FILES = 100_000
