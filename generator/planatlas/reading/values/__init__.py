"""Values of their own: time, numbers, identifiers. Each is parsed from text and printed back to it."""
