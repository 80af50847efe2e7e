import pytest

from pipelines.deliveries.readers.vba import decompress, has_code
from tests.faults.ole import vba_module

ATTRIBUTES = b'Attribute VB_Name = "Sheet1"\r\nAttribute VB_Exposed = True\r\n'
CODE = b"Sub Auto_Open()\r\nEnd Sub\r\n"


def test_a_module_of_attributes_only_is_no_code() -> None:
    assert not has_code({"sheet1": vba_module(ATTRIBUTES), "dir": b"x" * 5000, "_vba_project": CODE, "__srp_0": CODE})


@pytest.mark.parametrize(
    "module",
    [
        vba_module(ATTRIBUTES + CODE),
        vba_module(ATTRIBUTES, size=4000),
        vba_module(ATTRIBUTES)[:-1] + b"\xff",
        b"no source at all",
        b"",
    ],
    ids=["code", "compiled code without source", "broken", "no source", "empty"],
)
def test_anything_else_counts_as_code(module: bytes) -> None:
    assert has_code({"sheet1": vba_module(ATTRIBUTES), "thisworkbook": module})


@pytest.mark.parametrize(
    ("container", "source"),
    [
        # The three examples of [MS-OVBA] 3.2.
        (
            "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E",
            b"abcdefghijklmnopqrstuv.",
        ),
        (
            "012FB000236161616263646582660070616768696A013808616B6C00306D6E6F700671027004107273747576107778797A003C",
            b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
        ),
        ("0103B002614500", b"a" * 73),
    ],
    ids=["literal", "normal", "maximal"],
)
def test_the_examples_of_the_specification_decompress(container: str, source: bytes) -> None:
    assert decompress(bytes.fromhex(container)) == source
