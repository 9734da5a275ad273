"""Charts as SVG, drawn when the site is built: a scale of time, marks on it, rows of marks."""
