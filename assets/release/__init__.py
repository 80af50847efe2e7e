"""Assets of the layer release: the file name is the table."""
