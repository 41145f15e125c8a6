"""From paths to documents whose every value knows its file, line and column.

Nothing that is read here is executed or fetched, and every read is bounded in size, nesting and expansion.
"""
