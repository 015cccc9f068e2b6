"""Taking one's data along."""

from flask import Response, render_template
from flask_login import current_user

from networking_app.clock import now
from networking_app.my.blueprint import bp
from networking_app.my.export import write_export
from networking_app.my.gathering import gather
from networking_app.rate_limits import limit
from networking_app.reading import only_reads


@bp.get("/export")
def export() -> str:
    return render_template("my/export.html")


@bp.post("/export")
@only_reads
def download_export() -> Response:
    limit("export", current_user.id, 10, 3600)
    name = f"knownby-{now():%Y-%m-%d}.zip"
    return Response(write_export(gather(current_user.id)), headers={
        "Content-Type": "application/zip", "Content-Disposition": f'attachment; filename="{name}"'
    })
