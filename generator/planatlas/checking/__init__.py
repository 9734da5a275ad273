"""Rules over an Atlas, and reports of what they find. The third stage."""
