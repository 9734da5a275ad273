"""Spreadsheets back to content: what a colleague changed in a workbook becomes changes of the YAML files."""
