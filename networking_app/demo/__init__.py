"""A meetup of people who do not exist, to look at everything with."""
