"""Records to the Atlas: ids resolved, backlinks computed, everything frozen. The second stage."""
