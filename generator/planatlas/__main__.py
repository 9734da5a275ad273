"""Run planatlas as a module: python -m planatlas."""

from planatlas.cli import run

if __name__ == "__main__":
    run()
