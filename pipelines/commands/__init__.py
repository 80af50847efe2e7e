"""The commands, a file for those that belong together; `pipelines.cli` puts them into the command line."""
