"""What browsers get of our scripts: the same lines, without those that are comments."""

from pathlib import Path

import brotli
import pytest

from tools.compress_static import COMMENT, STATIC, WithoutComments, is_own_script, without_comments

SCRIPTS = [path for path in sorted(STATIC.rglob("*.js")) if is_own_script(path)]


def test_comments_stay_behind_and_every_other_line_stays_in_its_place(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text('// Why.\nlet a = 1; // one\n    // Because.\nconst b = "//c";\n' * 20
                      + "/** What\n * for. */\nlet d; /** e */\n/** f */ let g;\n")
    WithoutComments(quiet=True).compress(str(script))
    sent = brotli.decompress((tmp_path / "a.js.br").read_bytes()).decode()
    assert sent == ('\nlet a = 1; // one\n\nconst b = "//c";\n' * 20
                    + "\n\nlet d; /** e */\n/** f */ let g;\n")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(STATIC)))
def test_no_text_of_several_lines_has_one_that_looks_like_a_comment(script: Path) -> None:
    text = script.read_bytes()
    for comment in COMMENT.finditer(text):
        assert without_comments(text[: comment.start()]).count(b"`") % 2 == 0, comment.group()
