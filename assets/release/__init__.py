"""What people receive: one folder a thing; what several of them share stands beside the folders."""
