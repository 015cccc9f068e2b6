// Keeps what a person needs at a meetup without a network.
