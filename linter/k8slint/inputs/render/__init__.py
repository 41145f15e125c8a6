"""Kustomizations and charts as the tools of their field render them, with the places in the files that people edit."""
