"""A table as another house makes it: title rows, headings of its own, section rows, merged cells, struck text."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

HEADINGS = ("Responsible", "No.", "Action", "Timeline", "Expected output", "Partners", "Remarks", "Budget")
COLUMNS = (
    *("--column", "No.=ref", "--column", "action=title", "--column", "Responsible=actors", "--column"),
    *("Timeline=deadline", "--column", "Expected output=indicators", "--column", "Partners=actors partner"),
    *("--column", "Remarks=notes"),
)
_BODIES = ("Europol; Poland", "European Police / PL", "Lead: Europol; Support: Poland", "Europol (customs unit)", "NO")
_TIMES = ("Q3 2025", "by end 2026", "ongoing", "31/12/2025", "Q1-Q3 2026", "as soon as possible")


def write_foreign_table(file: Path, *, mistaken: bool = False) -> None:
    """Write a plan of forty actions in four sections, with two steps, changed times and, where asked, mistakes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Action plan"
    sheet.append(["DRAFT ACTION PLAN ON PORTS 2025-2027"])
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(HEADINGS)
    for section, title in enumerate(("Controls", "Cooperation", "Training", "Research"), start=1):
        sheet.append([f"Priority {section}: {title}"])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=8)
        for number in range(1, 11):
            row = (section - 1) * 10 + number
            sheet.append([_BODIES[row % 5], f"{section}.{number}", f"{title}: measure {number}", _TIMES[row % 6]])
            last = sheet.max_row
            match section, number:
                case 1, 2:
                    sheet.cell(last, 5).value = "Number of checks; number of ports"
                case 1, 4:
                    sheet.cell(last, 6).value = "Poland"
                    sheet.cell(last, 7).value = "To be confirmed"
                case 2, 1:
                    sheet.cell(last, 4).value = CellRichText(TextBlock(InlineFont(strike=True), "Q1 2025"), " Q3 2025")
                case 2, 2:
                    sheet.cell(last, 4).value = "was Q1 2025, now Q3 2025"
                case 3, 1:
                    sheet.append(["Poland", "3.1.a", "Draw up the curriculum", "Q1 2026"])
                    sheet.append(["Europol", "3.1.b", "Hold the first course", "June 2026"])
    sheet.append(["Europol", "4.11", "Dropped from the plan", "2026"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(strike=True)
    if mistaken:
        sheet["D5"], sheet["A6"], sheet["B7"] = "Q5 2025", "Eurpol; Interpol", 1.1
    book.save(file)
