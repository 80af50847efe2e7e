"""How a declaration becomes a table: reading, computing, validating, writing. No declaration lives here."""
