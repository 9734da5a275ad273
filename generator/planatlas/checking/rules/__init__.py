"""The rules, one function each; importing this package declares them all."""

from planatlas.checking.rules import actions, identity, instruments, plans, progress, references, structure

__all__ = ["actions", "identity", "instruments", "plans", "progress", "references", "structure"]
