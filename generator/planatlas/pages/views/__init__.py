"""One module for each kind of page: what is on it, prepared for its template."""
