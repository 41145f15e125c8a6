"""`python -m k8slint` is the command `k8slint`."""

from k8slint.cli import main

main()
