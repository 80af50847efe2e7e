"""What people receive: one folder a thing; what several of them share stands beside the folders."""

#: The files that people open.
REPORT, WORKBOOK, DATABASE, DICTIONARY = "report.html", "tables.xlsx", "qingdan.duckdb", "dictionary.html"
