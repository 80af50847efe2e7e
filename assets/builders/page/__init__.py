"""How the pages and the workbook of a release are drawn: figures read once, numbers, charts, templates. No page lives here."""
