"""The rules: one module each, found because the file exists. Each module's docstring is its page in the docs."""
