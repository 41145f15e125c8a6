"""Which connections the input asks for: what applications are configured to call, and what the platform calls."""
