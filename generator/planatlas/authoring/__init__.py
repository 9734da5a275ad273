"""Writing content: new files, renamed records, canonical form. It only ever writes what it has checked."""
