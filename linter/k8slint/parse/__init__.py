"""Documents to the model: the only place that knows the shapes of YAML and the defaults of the API."""
