"""The command line. It reads options and prints; what is done stands in the stages."""

from planatlas.cli.commands import main

__all__ = ["main"]
