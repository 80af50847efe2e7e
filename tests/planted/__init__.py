"""What gets through: errors that are planted in good deliveries, and good deliveries that are written in other ways.

Two instruments, each a command that prints a table (`python -m tests.planted workbooks`, `… figures`) and a small part
of which is a test. What is true is what the generator of the sample county says, never what the product read yesterday.
"""
