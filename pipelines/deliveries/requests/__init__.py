"""Asking departments for what the inventory of a year needs.

    asked = asking.ask(data_dir, "511725", 2025, "2026-10-31", folder)
    sent.judge_sent(data_dir, recognised, sheets, file_name)

- `lines`   which figures are asked, of whom: what the declarations of printed tables say, never a list of its own
- `known`   what a release knows of each: last year's figure, the tonnes that rest on it, the targets it decides
- `asking`  forms and the list of who owes what, written into a folder
- `returned`  what was answered on the forms in force
- `sent`    which forms were sent, `D/requests.csv`, and that a form which comes back is one of them

How a form looks is `assets/requests`; how it is read is `assets/raw/departments__form.yaml`.
"""
