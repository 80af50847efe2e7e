"""How a declaration in a layer folder becomes a table: reading, computing, validating, writing. No declaration lives here."""
