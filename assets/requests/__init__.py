"""What departments are asked on: the form, one workbook a department, and the list of who owes what by when.

How they look and read. What is asked, and of whom, is found by `pipelines/deliveries/requests`; what comes back is read
by the declaration `assets/raw/departments__form.yaml`, whose labels stand here.
"""

from assets.requests.form import FIRST_ROW, Form, Line, write_form
from assets.requests.owed import Owed, write_owed

__all__ = ["FIRST_ROW", "Form", "Line", "Owed", "write_form", "write_owed"]
