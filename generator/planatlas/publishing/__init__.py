"""Pages to a site: the MkDocs plugin, whole-or-nothing builds, and pages as a plain folder."""
