"""How pages and workbooks of a release are drawn: figures, numbers, charts, templates. No page lives here."""
