"""Sums over the counties of many blocks, one ``.sql`` each; none of them is built in a block."""
