"""Policies that admit what the input asks for, and nothing else."""
