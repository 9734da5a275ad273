"""YAML text to records with positions: the first stage."""
