"""The command line: a file a command; each parses, asks the library, prints."""
