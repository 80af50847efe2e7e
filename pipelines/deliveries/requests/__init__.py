"""Asking departments for what the inventory of a year needs.

    asked = ask(data_dir, region, 2025, due)
    for sent in asked.forms: ...
    judge_asked(data_dir, recognised, sheets, file_name)

- `lines`   which figures are asked, of whom: what the declarations of printed tables say, never a list of its own
- `known`   what a release knows of each: last year's figure, the tonnes that rest on it, the targets it decides
- `asking`  forms and the list of who owes what, written into a folder
- `sent`    which forms were sent, `D/requests.csv`, and that a form which comes back is one of them

How a form looks is `assets/requests`; how it is read is `assets/raw/departments__form.yaml`.
"""

from pipelines.deliveries.requests.asking import Asked, ask
from pipelines.deliveries.requests.sent import judge_sent

__all__ = ["Asked", "ask", "judge_sent"]
