"""Assets of the layer core: the file name is the table."""
