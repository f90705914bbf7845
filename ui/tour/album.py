"""The pictures of a tour in order, with a caption each, and a page that shows them."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path

from ui.tour.timeline import Timeline

STYLE = """
body { background: #14181d; color: #e6eaf0; font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
       max-width: 1400px; margin: 0 auto; padding: 16px; }
figure { margin: 32px 0; } img { max-width: 100%; border: 1px solid #36414d; border-radius: 4px; }
figcaption { margin: 8px 0; } .en, small { color: #aeb9c5; } pre { overflow-x: auto; } a { color: #6aa5ff; }
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the station it was taken at, and what it shows."""

    file: str
    station: str
    chinese: str
    english: str


@dataclass(slots=True)
class Album:
    """Names the pictures in the order in which they are taken."""

    folder: Path
    pictures: list[Picture] = field(default_factory=list)
    digits: int = 2                  # of the number before each name
    chinese: str = "值班演示"
    english: str = "duty tour"

    def clear(self) -> None:
        """Make the folder; pictures of an earlier tour go, everything else in it stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob("[0-9][0-9]-*.png"), *self.folder.glob("[0-9][0-9][0-9]-*.png")]:
            old.unlink()
        for name in ("timeline.json", "index.html", "sheet.pdf"):
            (self.folder / name).unlink(missing_ok=True)

    def next_file(self, name: str, station: str, chinese: str, english: str) -> Path:
        """The path of the next picture: ``07-accept-department.png``."""
        file = f"{len(self.pictures) + 1:0{self.digits}d}-{name}-{station}.png"
        self.pictures.append(Picture(file, station, chinese, english))
        return self.folder / file

    def write_page(self, timeline: Timeline, table: str) -> Path:
        """Write ``index.html``: pictures, captions in both languages, the table of times."""
        figures = "\n".join(
            f'<figure id="{one.file[:self.digits]}"><img src="{html.escape(one.file)}" loading="lazy"'
            f' alt="{html.escape(one.english)}">'
            f"<figcaption>{one.file[:self.digits]} · {html.escape(one.chinese)}<br>"
            f'<span class="en">{html.escape(one.english)}</span></figcaption></figure>' for one in self.pictures)
        page = (
            f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>Gridroom {self.chinese}</title>'
            f"<style>{STYLE}</style></head><body>\n<h1>Gridroom {self.chinese} · {self.english}</h1>\n"
            f"<p>各工作站为独立进程，共用一个真实数据库；全程 {timeline.seconds:.0f} 秒。"
            f'<br><span class="en">Every station is a process of its own at one real database; '
            f"{timeline.seconds:.0f} s in all.</span></p>\n"
            f"<pre>{html.escape(table)}</pre>\n<p>{self._sheet()}"
            f'<a href="timeline.json">timeline.json</a></p>\n{figures}\n</body></html>\n')
        file = self.folder / "index.html"
        file.write_text(page, "utf-8")
        return file

    def _sheet(self) -> str:
        """The link to the day's sheet, if one was issued."""
        return '<a href="sheet.pdf">每日派遣单 (PDF)</a> · ' if (self.folder / "sheet.pdf").exists() else ""
