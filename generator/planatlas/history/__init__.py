"""What changed in meaning between two versions of the content; the only stage that calls git."""
