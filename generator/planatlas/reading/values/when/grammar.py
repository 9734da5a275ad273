"""How times are written, as regular expressions."""

POINT = r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12]))?"
COUNT = r"[0-9]{1,6}"
UNIT = r"(?:day|week|month|quarter|year)s?"
GRAMMAR = (
    rf"^(?:{POINT}|(?:{POINT})? *\.\. *(?:{POINT})?|ongoing"
    rf"|every (?:{COUNT} )?{UNIT}(?: from {POINT})?(?: until {POINT})?"
    rf"|(?:{COUNT} {UNIT} )?(?:before|after) .+)$"
)
