"""Planatlas: action plans written as YAML, turned into a cross-linked website.

The folders are the stages of one way of the data, each importing only from those before it:
reading, linking, checking, pages, exports, publishing.
"""

__version__ = "0.1.0"
