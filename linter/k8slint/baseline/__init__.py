"""Findings that were there before: written down in a file, or met in an earlier revision; what is left is new."""
