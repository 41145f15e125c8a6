"""JSON Schemas (draft 2020-12), written from the API reference; read with `importlib.resources.files`."""
