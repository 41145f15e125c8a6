"""Findings that somebody decided may stand: where that is written, which findings it covers, and what became of it."""
