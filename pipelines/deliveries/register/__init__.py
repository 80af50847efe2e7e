"""The register of delivered files: what came, under which digest, what it holds, and which of it is in force.

    report = register_files(data_dir, inbox_files(inbox), recognise)
    for file in registered_files(data_dir):
        sheets = load_sheets(data_dir, file.file_sha256)

- `rows`          what the lines of `D/register.csv` say of each file
- `answers`       what they say of labels that no declaration knows
- `delivered`     the bytes, `D/delivered/<sha256>`
- `readings`      the sheets as read, `D/read/<sha256>.json`
- `names`         which file names are acceptable;  `beside`  what lies in an inbox and is no delivery
- `registration`  taking files in;  `editions`  what a file means for those before it
"""

from pipelines.deliveries.register.answers import answers
from pipelines.deliveries.register.readings import load_all_sheets, load_sheets
from pipelines.deliveries.register.registration import RegistrationReport, inbox_files, register_files
from pipelines.deliveries.register.rows import (
    Holding,
    RegisteredFile,
    confirmations,
    due_years,
    read_register,
    registered_files,
)

__all__ = [
    "Holding",
    "RegisteredFile",
    "RegistrationReport",
    "answers",
    "confirmations",
    "due_years",
    "inbox_files",
    "load_all_sheets",
    "load_sheets",
    "read_register",
    "register_files",
    "registered_files",
]
