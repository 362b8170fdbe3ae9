"""Speed beside a plain script; run each file by itself."""
