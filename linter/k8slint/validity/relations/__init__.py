"""What the API server asks of two fields together, and a schema cannot say."""
