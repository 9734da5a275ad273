"""The records: what each kind of YAML file may hold."""
