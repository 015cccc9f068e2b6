"""What is on the phone only. The page is the same for everybody; what it lists never left the phone."""

from flask import render_template

from networking_app.my.blueprint import bp


@bp.get("/not-sent")
def not_sent() -> str:
    return render_template("my/not_sent.html")
