"""The map as a picture to keep, print or send: SVG with links, and PNG. White ground, dark words."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from math import sqrt
from typing import TYPE_CHECKING, Any

from mainstem.pipeline.landscape.scene import Mark, Scene, Shape, shape_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# Of Okabe and Ito's palette, darkened to 4.5:1 on white; told apart with every kind of colour blindness.
COLOURS: Mapping[str | None, str] = {
    "platform": "#8a5a00",
    "library": "#005f9a",
    "dataset": "#007355",
    "model": "#97457c",
    "external": "#59636b",
}
GREY, INK, GROUND = "#59636b", "#1b1f23", "#ffffff"
_HEAD, _FOOT = 56, 44
_SCALE = 2.0  # pixels of the PNG a unit of the sheet


def colour_of(axis: str | None) -> str:
    """Grey for none, and for an axis that another pack brings."""
    return COLOURS.get(axis, GREY)


def outline(shape: Shape, x: float, y: float, r: float) -> str:
    """The path of a shape of about the area of a disc of radius ``r``; a ring is as a disc."""
    if shape == "square":
        a = round(r * 0.89, 2)
        return f"M{x - a:g} {y - a:g}h{2 * a:g}v{2 * a:g}h{-2 * a:g}z"
    if shape in ("triangle", "diamond", "cross"):
        points = " ".join(f"{px:.1f} {py:.1f}" for px, py in corners(shape, x, y, r))
        return f"M{points}z"
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def corners(shape: Shape, x: float, y: float, r: float) -> list[tuple[float, float]]:
    """The corners of a shape that has some."""
    if shape == "square":
        a = r * 0.89
        return [(x - a, y - a), (x + a, y - a), (x + a, y + a), (x - a, y + a)]
    if shape == "triangle":
        a = r * 1.35
        return [(x, y - a), (x + a * sqrt(3) / 2, y + a / 2), (x - a * sqrt(3) / 2, y + a / 2)]
    if shape == "diamond":
        a = r * 1.25
        return [(x, y - a), (x + a, y), (x, y + a), (x - a, y)]
    a, b = r * 1.2, r * 0.45
    ends = [(-b, -a), (b, -a), (b, -b), (a, -b), (a, b), (b, b), (b, a), (-b, a), (-b, b), (-a, b), (-a, -b)]
    return [(x + dx, y + dy) for dx, dy in [*ends, (-b, -b)]]


def svg(scene: Scene, title: str, address: Callable[[str], str]) -> str:
    """The sheet with a title, a legend, and every work as a link to ``address(work id)``."""
    return _sheet(scene, title, (_linked(mark, address) for mark in scene.marks))


def sheet(scene: Scene, title: str) -> str:
    """The same to look at: a shape a work, one path an axis, and no links; a tenth of the size."""
    return _sheet(scene, title, _plain(scene))


def _plain(scene: Scene) -> Iterator[str]:
    for axis in _axes(scene):
        marks = [mark for mark in scene.marks if mark.dot.axis == axis]
        path = "".join(outline(mark.shape, mark.x, mark.y, mark.radius) for mark in marks)
        colour = colour_of(axis)
        paint = f'fill="none" stroke="{colour}"' if shape_of(axis) == "ring" else f'fill="{colour}"'
        yield f'<path d="{path}" {paint} fill-opacity=".8"/>'


def _sheet(scene: Scene, title: str, marks: Iterable[str]) -> str:
    width, height = scene.width, scene.height + _HEAD + _FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        'font-family="Helvetica, Arial, sans-serif" role="img" aria-labelledby="t">',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="100%" height="100%" fill="{GROUND}"/>',
        f'<text x="24" y="36" font-size="22" font-weight="bold" fill="{INK}">{escape(title)}</text>',
        f'<g transform="translate(0 {_HEAD})">',
        *marks,
        '<g pointer-events="none" text-anchor="middle" stroke-linejoin="round">',
        *_words(scene),
        "</g></g>",
        *_legend(scene),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


N_LINKS, N_DOTS = 240, 4000


def sketch(scene: Scene, address: Callable[[str], str]) -> str:
    """The sheet for a page, whose style has the colours: the most used and the newest are links, the others dots."""
    links, dots = scene.marks[-N_LINKS:], scene.marks[-N_DOTS - N_LINKS : -N_LINKS]
    lines = [f'<svg viewBox="0 0 {scene.width:g} {scene.height:g}" role="group" aria-label="Map of works">']
    for axis in _axes(scene):
        path = "".join(f"M{mark.x:g} {mark.y:g}h0" for mark in dots if mark.dot.axis == axis)
        lines.append(f'<path class="dots axis-{escape(axis or "none")}" stroke-width="5" d="{path}"/>')
    for mark in links:
        path = outline(mark.shape, mark.x, mark.y, mark.radius)
        lines.append(
            f'<a class="axis-{escape(mark.dot.axis or "none")}" href="{escape(address(mark.dot.work_id))}">'
            f'<path d="{path}"/><title>{escape(mark.dot.title)}</title></a>'
        )
    for label in scene.labels:
        kind = "wide" if label.wide else "narrow-off"
        where = f'x="{label.x:g}" y="{label.y + label.size * 0.35:.1f}" font-size="{label.size:g}"'
        lines.append(f'<text class="{kind}" {where}>{escape(label.text)}</text>')
    return "\n".join([*lines, "</svg>"])


def _linked(mark: Mark, address: Callable[[str], str]) -> str:
    dot, colour = mark.dot, colour_of(mark.dot.axis)
    paint = f'fill="none" stroke="{colour}"' if mark.shape == "ring" else f'fill="{colour}"'
    told = f"{dot.title} ({dot.topic or 'no topic'}, {dot.known_on})"
    path = outline(mark.shape, mark.x, mark.y, mark.radius)
    return (
        f'<a href="{escape(address(dot.work_id))}"><path d="{path}" {paint} fill-opacity=".8">'
        f"<title>{escape(told)}</title></path></a>"
    )


def _words(scene: Scene) -> Iterator[str]:
    """Each twice: a white border under the letters, so that they read on dots."""
    for label in scene.labels:
        weight = ' font-weight="bold"' if label.wide else ""
        where = f'x="{label.x:g}" y="{label.y + label.size * 0.35:.1f}" font-size="{label.size:g}"{weight}'
        text = escape(label.text)
        yield f'<text {where} fill="none" stroke="{GROUND}" stroke-width="4" stroke-opacity=".85">{text}</text>'
        yield f'<text {where} fill="{INK}">{text}</text>'


def _axes(scene: Scene) -> list[str | None]:
    """In the order of the palette, then those that it does not know, then none."""
    found = {mark.dot.axis for mark in scene.marks}
    others = sorted(axis for axis in found if axis is not None and axis not in COLOURS)
    return [*(axis for axis in COLOURS if axis in found), *others, *([None] if None in found else [])]


def _places(scene: Scene) -> Iterator[tuple[str | None, float, float]]:
    """Each axis of the legend, and where its shape stands."""
    for n, axis in enumerate(_axes(scene)):
        yield axis, 32 + n * 130, scene.height + _HEAD + _FOOT / 2


def _legend(scene: Scene) -> Iterator[str]:
    for axis, x, y in _places(scene):
        colour, shape = colour_of(axis), shape_of(axis)
        paint = f'fill="none" stroke="{colour}"' if shape == "ring" else f'fill="{colour}"'
        yield f'<path d="{outline(shape, x, y, 7)}" {paint}/>'
        yield f'<text x="{x + 14:g}" y="{y + 5:g}" font-size="15" fill="{INK}">{escape(axis or "no axis")}</text>'
    yield (
        f'<text x="{scene.width - 24:g}" y="{scene.height + _HEAD + _FOOT / 2 + 5:g}" font-size="15" '
        f'text-anchor="end" fill="{INK}">larger: more in use by practitioners</text>'
    )


def png(scene: Scene, title: str) -> bytes:
    """The same without links, two pixels a unit; raises ModuleNotFoundError where Pillow is not installed."""
    from PIL import Image, ImageDraw

    scale = 2 * _SCALE  # drawn twice as large and made smaller, so that edges are smooth
    size = (round(scene.width * scale), round((scene.height + _HEAD + _FOOT) * scale))
    image = Image.new("RGB", size, GROUND)
    sheet = ImageDraw.Draw(image)
    for mark in scene.marks:
        _shape(sheet, mark.shape, colour_of(mark.dot.axis), mark.x, mark.y + _HEAD, mark.radius, scale)
    for axis, x, y in _places(scene):
        _shape(sheet, shape_of(axis), colour_of(axis), x, y, 7, scale)
        _text(sheet, axis or "no axis", x + 14, y, 15, scale, "lm")
    for label in scene.labels:
        _text(sheet, label.text, label.x, label.y + _HEAD, label.size, scale, "mm", bold=label.wide)
    _text(sheet, title, 24, 30, 22, scale, "lm", bold=True)
    foot = scene.height + _HEAD + _FOOT / 2
    _text(sheet, "larger: more in use by practitioners", scene.width - 24, foot, 15, scale, "rm")
    into = io.BytesIO()
    small = image.reduce(2).quantize(128, Image.Quantize.FASTOCTREE)
    small.save(into, "PNG")
    return into.getvalue()


def _shape(sheet: ImageDraw, shape: Shape, colour: str, x: float, y: float, r: float, scale: float) -> None:
    x, y, r = x * scale, y * scale, r * scale
    if shape in ("disc", "ring"):
        box = (x - r, y - r, x + r, y + r)
        sheet.ellipse(box, **({"outline": colour, "width": 4} if shape == "ring" else {"fill": colour}))
    else:
        sheet.polygon(corners(shape, x, y, r), fill=colour)


def _text(
    sheet: ImageDraw,
    text: str,
    x: float,
    y: float,
    size: float,
    scale: float,
    anchor: str,
    *,
    bold: bool = False,
) -> None:
    from PIL import ImageFont

    font: Any = ImageFont.load_default(size * scale)
    if bold:  # Pillow brings one weight
        sheet.text((x * scale, y * scale), text, GROUND, font, anchor, stroke_width=12, stroke_fill=GROUND)
        sheet.text((x * scale, y * scale), text, INK, font, anchor, stroke_width=2, stroke_fill=INK)
    else:
        sheet.text((x * scale, y * scale), text, INK, font, anchor, stroke_width=8, stroke_fill=GROUND)
