"""The codes of badges, by their old address: events need them too, so they live in formats."""

from networking_app.formats.codes import (
    ALPHABET as ALPHABET,
)
from networking_app.formats.codes import (
    LENGTH as LENGTH,
)
from networking_app.formats.codes import (
    code_in_link as code_in_link,
)
from networking_app.formats.codes import (
    grouped as grouped,
)
from networking_app.formats.codes import (
    new_code as new_code,
)
from networking_app.formats.codes import (
    new_join_code as new_join_code,
)
from networking_app.formats.codes import (
    new_short_code as new_short_code,
)
from networking_app.formats.codes import (
    read_code as read_code,
)
from networking_app.formats.codes import (
    read_join_code as read_join_code,
)
