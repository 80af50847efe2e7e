"""A data folder, whole and verified, in another place: what cannot be made again, as plain files with their digests.

    TARGET/2026-11-30_031500/
        data/…         the files under their names
        SHA256SUMS     their digests, as `sha256sum --check` reads them
        BACKUP.json    the digest of that list; written last

- `contents` what of a data folder is kept, and which folders it has in it; `verified` whether it is whole
- `listed`   the two lists, and whether a backup is what they say
- `backup`   makes one, `restore` makes a data folder of one
"""
