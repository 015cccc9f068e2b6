"""Password hashes for tests: made in no time, but where the work itself is what a test is about."""

from argon2 import PasswordHasher

from networking_app.accounts import passwords

STRONG = passwords.HASHER
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
