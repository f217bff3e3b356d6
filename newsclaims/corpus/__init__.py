"""Many articles: files, folders, streams."""
