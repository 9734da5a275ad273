"""Root without its privileges, so that tests of permissions mean something whoever runs them."""

from __future__ import annotations

import ctypes
import os


def give_up() -> None:
    """Give up what root may do beyond the owner of a file: all capabilities (capset(2), third version)."""
    if os.getuid() == 0:
        header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None).capset(header, none) != 0:
            msg = "the privileges of root cannot be given up here"
            raise OSError(msg)
