"""Where files lie and how they are kept: tables, releases, digests, the lock."""
