"""Run planatlas as a module: python -m planatlas."""

from planatlas.cli import main

if __name__ == "__main__":
    main()
