"""What is the same for any corpus of ATT&CK: the words of the site, its kinds of record, plans that are no tactic."""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]
NOTICE = (
    "© 2025 The MITRE Corporation. "
    "This work is reproduced and distributed with the permission of The MITRE Corporation."
)
SOURCE = "MITRE ATT&CK® for Enterprise, version 18.1"
REVOKED = "revoked"
MITIGATIONS, DETECTIONS = "mitigations", "detection-strategies"
PLANS = {"course-of-action": MITIGATIONS, "x-mitre-detection-strategy": DETECTIONS}
ACTORS = {"intrusion-set": "group", "campaign": "campaign"}
INSTRUMENTS = {
    "malware": "malware",
    "tool": "tool",
    "x-mitre-data-component": "data-component",
    "x-mitre-data-source": "data-source",
}
"""What each kind of entity becomes."""
PUBLISHER: Fields = {"name": "The MITRE Corporation", "short": "MITRE", "kind": "publisher"}
SITE: Fields = {
    "title": "ATT&CK® in Planatlas",
    "summary": (
        "What adversaries do, who was seen doing it, with which software, and what helps against it: "
        f"{SOURCE}, technique by technique.\n\n{NOTICE}"
    ),
    "actor_kinds": [
        {"id": "group", "label": "Group", "plural": "Groups"},
        {"id": "campaign", "label": "Campaign", "plural": "Campaigns"},
        {"id": "publisher", "label": "Publisher", "plural": "Publishers"},
    ],
    "instrument_kinds": [
        {"id": "malware", "label": "Malware", "plural": "Malware"},
        {"id": "tool", "label": "Tool", "plural": "Tools"},
        {"id": "data-component", "label": "Data component", "plural": "Data components"},
        {"id": "data-source", "label": "Data source", "plural": "Data sources"},
    ],
}
NAVIGATION = [
    {"Home": "index.md"},
    {"Explorer": "explorer.md"},
    {"Tactics": "plans/index.md"},
    {"Groups": "actors/index.md"},
    {"Software": "instruments/index.md"},
    {"Platforms": "themes/index.md"},
    {
        "Across tactics": [
            {"Overlaps": "overlaps.md"},
            {"Who does what": "who-does-what.md"},
            {"Network": "network.md"},
        ]
    },
    {
        "About": [
            {"About the data": "about.md"},
            {"Data files": "data.md"},
            {"Licence": "licence.md"},
            {"Accessibility": "accessibility.md"},
        ]
    },
]
"""ATT&CK has no dates, indicators or progress, so the pages of these are not offered."""
MITIGATION_PLAN: Fields = {
    "title": "Mitigations",
    "issuer": "mitre",
    "summary": "What keeps techniques from succeeding, and how for each of them.",
    "words": {"action": "Mitigation", "actions": "Mitigations", "label": "Mitigation"},
    "source": {"title": SOURCE, "url": "https://attack.mitre.org/mitigations/enterprise/"},
}
STANDINGS = [{"number": "1", "title": "Active"}, {"number": "2", "title": "Deprecated"}]
"""The sections of the mitigations."""
DETECTION_PLAN: Fields = {
    "title": "Detection strategies",
    "issuer": "mitre",
    "summary": "How techniques are noticed: for each of them what to look at, and for what.",
    "words": {
        "section": "Tactic",
        "sections": "Tactics",
        "action": "Detection strategy",
        "actions": "Detection strategies",
        "label": "Detection",
    },
    "source": {"title": SOURCE, "url": "https://attack.mitre.org/detectionstrategies/"},
}
