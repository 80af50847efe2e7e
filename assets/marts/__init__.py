"""Assets of the layer marts: the file name is the table."""
