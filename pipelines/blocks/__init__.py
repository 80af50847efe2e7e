"""Many blocks: each made by a worker of its own, then put side by side, with sums for cities, provinces, the country.

    coordinator                    store                      worker
    files → block's register  →  deliveries, order      →  `execute()` on its own disk
    release, register, pointer ←  release, result (last)  ←

- `store`        immutable files named by hash, in a folder or an S3 bucket
- `inbox`        which delivered file belongs to which block
- `orders`       what a block is to be made of, and what came of it
- `worker`       one order done; `child` is the process in which it is computed, under a limit of memory
- `job`          the Dagster job: a step a block
- `coordinator`  from delivered files to the releases of all blocks; it alone writes registers and pointers
- `national`     the union of the blocks and its sums

How a block is computed does not belong here: that is `execute`, the same as in `qingdan run --block`.
"""
