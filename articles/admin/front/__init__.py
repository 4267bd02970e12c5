"""The front page at the desk: the plan beside the readers' own page, its history, breaking news."""
