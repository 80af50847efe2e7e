"""Judge deliveries beside all that is in force, without register, lake and Dagster.

``python -m tests.benchmarks.programs.judged COUNT``; so many files of the sample come again: each is read, judged and
compared with the one in force, then rules over tables are asked once of all that came, as a run asks them.
"""

import sys

from pipelines.deliveries.comparison import revision_errors
from pipelines.deliveries.judgement import judge
from schemas.problems import Refusal
from tests.benchmarks.programs import Stopwatch, tell
from tests.planted.books import sample_books
from tests.planted.county import County, staged_rows
from tests.planted.truth import close_reader, known, reader


def main(count: str) -> None:
    """Judge the first files by name; tell what that took a file."""
    books = [book for _, book in sorted(sample_books().items())][: int(count)]
    county, contents = County(), {book.name: book.content() for book in books}
    before = {book.name: known(book.name).judged for book in books}
    watch = Stopwatch()
    came = {}
    for name, content in contents.items():
        sheets = reader().read(content, name)
        if isinstance(sheets, Refusal):
            raise sheets
        judged = judge(sheets, name)
        assert not list(revision_errors(judged, sheets, name, before[name], name))
        came[name] = staged_rows(judged, name)
    assert county.tables(came).state == "passed"
    found = watch.read()
    close_reader()
    county.close()
    tell({"files": len(books)} | found)


if __name__ == "__main__":
    main(*sys.argv[1:])
