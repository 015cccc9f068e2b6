from flask import Blueprint

bp = Blueprint("my", __name__)
