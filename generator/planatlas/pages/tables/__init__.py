"""The records as tables, for downloads and for the page that explains them."""
