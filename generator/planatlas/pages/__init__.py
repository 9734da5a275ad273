"""The Atlas to Markdown pages: which pages exist and what is on them. One pure function, `pages_of`."""
