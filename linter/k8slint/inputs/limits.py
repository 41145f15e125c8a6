"""How much one input may cost. A bound that is hit is a finding at that file; everything else is still checked.

Together they keep memory and time in proportion to what one run may reasonably read, whoever wrote the input.
"""

MAX_FILES = 100_000
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_INPUT_CHARACTERS = 256 * 1024 * 1024
"""Text of all files together."""
MAX_DOCUMENTS = 1_000_000
MAX_VALUES = 5_000_000
"""Values (map entries and list items) of all Kubernetes objects together."""
MAX_ALIASED_VALUES = 500_000
"""How many of them may be there because of aliases, so that a few lines cannot stand for millions."""
MAX_DEPTH = 100
"""Nesting of a document; the API server's own decoder stops at 10,000, people stop at 20."""
MAX_BUILD_PARTS = 10_000
"""Files that the build of one kustomization reads, each as often as it is included."""
MAX_BUILDS = 1_000
"""Kustomizations and charts that are rendered in one run."""
