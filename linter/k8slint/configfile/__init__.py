"""`.k8slint.yaml`: found, read, held against its schema, and turned into a Config; every mistake with its position."""
