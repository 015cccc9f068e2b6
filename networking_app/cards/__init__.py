from flask import Flask


def init_app(app: Flask) -> None:
    """Register what the domain answers to."""
