"""`python -m k8slint` is the command `k8slint`."""

from k8slint.command import main

main()
