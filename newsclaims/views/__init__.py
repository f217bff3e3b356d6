"""Articles and findings for people to look at; every string of a document is escaped."""
