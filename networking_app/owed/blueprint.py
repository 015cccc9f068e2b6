from flask import Blueprint

bp = Blueprint("owed", __name__)
