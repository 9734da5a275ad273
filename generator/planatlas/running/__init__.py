"""What the stages run on: several processes, and none of Python's search for what they can forget."""
