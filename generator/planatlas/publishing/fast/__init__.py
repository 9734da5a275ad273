"""The fast way from generated pages to HTML files; `fast: false` in mkdocs.yml goes MkDocs' own way instead."""
