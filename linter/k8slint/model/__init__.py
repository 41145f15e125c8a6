"""The network that the manifests would make: frozen data in the API's own words, and the questions rules ask of it."""
