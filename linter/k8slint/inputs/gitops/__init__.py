"""Objects of Argo CD and Flux whose source lies in the tree that is checked: which folder, namespace and values."""
