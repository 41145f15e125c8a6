"""The language server: what a check finds, as the Language Server Protocol says it. The only place that knows pygls."""
