"""What every table and every hand-written file must look like.

Contracts of tables (``raw/ staged/ core/ marts/``), models of hand-written files (``specs/``), closed lists
(``codes/``) live here. Nothing here reads a delivered file or computes a number.
"""
