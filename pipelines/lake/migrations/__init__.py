"""What changed in the format of a data folder, a file each; `pipelines.lake.format` says to which format it leads."""
