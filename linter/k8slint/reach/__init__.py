"""Who can talk to whom: policies as clauses, read by bitsets for what is declared and by Z3 for what is possible."""
