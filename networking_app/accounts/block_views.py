"""The people one has blocked."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from networking_app.accounts.blueprint import bp
from networking_app.accounts.models import Block, User
from networking_app.extensions import db


@bp.get("/blocks")
def blocks() -> str:
    mine = select(Block.id, User.name).join(User, User.id == Block.blocked_id)
    rows = db.session.execute(mine.where(Block.blocker_id == current_user.id).order_by(Block.created_at.desc())).all()
    return render_template("accounts/blocks.html", blocks=rows)


@bp.delete("/blocks/<id:block_id>")
def unblock(block_id: int) -> Response:
    mine = delete(Block).where(Block.id == block_id, Block.blocker_id == current_user.id)
    if db.session.execute(mine.returning(Block.id)).first() is None:
        abort(404)
    db.session.commit()
    flash(_("No longer blocked."), "done")
    return redirect(url_for("accounts.blocks"), 303)
