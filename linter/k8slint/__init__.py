"""k8slint finds Kubernetes manifests whose network will not work, or works for too many."""

__version__ = "0.1.0"
