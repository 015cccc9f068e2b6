from flask import Blueprint

bp = Blueprint("ties", __name__)
