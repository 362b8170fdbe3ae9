"""What is taken away: the data, a part of them or an answer, in files of other programs."""
