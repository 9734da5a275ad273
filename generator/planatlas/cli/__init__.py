"""The command line. It reads options and prints; what is done stands in the stages."""

import gc
import logging
import os
import sys
from contextlib import suppress

from planatlas.cli.commands import main

__all__ = ["main", "run"]


def run() -> None:
    """Run the command line and leave at once: memory that ends with the process is not given back object by object."""
    gc.disable()  # what a command has done with goes with it; `serve`, which stays, turns it on again
    left = SystemExit(0)
    try:
        main()
    except SystemExit as error:
        left = error  # it holds on to what the command has worked on
    status: object = left.code
    logging.shutdown()
    if isinstance(status, str):
        sys.stderr.write(f"{status}\n")
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads any more
            stream.flush()
    os._exit(status if isinstance(status, int) else int(status is not None))
