"""What ``docs/findings.md`` is made of: a template, and the tables and figures in it."""
