"""The site while it is written: pages made when they are asked for, and made again when what they come from changes."""
