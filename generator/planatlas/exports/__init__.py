"""The Atlas in other formats, one module each."""
