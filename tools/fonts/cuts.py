"""Single cuts of the faces, completed with the letters that the packages keep elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.misc.transform import Offset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from letters import ALIAS, BARRED, DOTTED, WANTED


def subset(font: TTFont, chars: list[str], features: list[str]) -> TTFont:
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = True
    options.drop_tables += ["STAT", "MVAR", "avar", "gasp", "prep", "meta"]
    worker = Subsetter(options)
    worker.populate(text="".join(chars))
    worker.subset(font)
    return font


def draw(font: TTFont, name: str, pen: TTGlyphPen, dx: float = 0, dy: float = 0) -> None:
    glyphs = font.getGlyphSet()
    record = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(record)
    record.replay(TransformPen(pen, Offset(dx, dy)))


def bounds(font: TTFont, name: str) -> tuple[int, int, int, int]:
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax


def add(font: TTFont, char: str, glyph: Any, advance: int) -> None:
    name = f"uni{ord(char):04X}"
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        table.cmap[ord(char)] = name


def complete(font: TTFont, extra: TTFont) -> TTFont:
    """Give a master the wanted letters: from the extended file, else composed, else an alias."""
    have, more = font.getBestCmap(), extra.getBestCmap()
    for char in WANTED:
        if ord(char) in have:
            continue
        pen = TTGlyphPen(None)
        if ord(char) in more:
            take(font, extra, char)
            continue
        if char in DOTTED or char in BARRED:
            base = have[ord(DOTTED.get(char) or BARRED[char])]
            mark = have[ord("." if char in DOTTED else "\u00af")]
            draw(font, base, pen)
            b, m = bounds(font, base), bounds(font, mark)
            em = font["head"].unitsPerEm
            gap = 0.075 * em
            draw(font, mark, pen, (b[0] + b[2] - m[0] - m[2]) / 2, min(b[1], 0) - gap - m[3])
            glyph, advance = pen.glyph(), font["hmtx"][base][0]
        elif char in ALIAS:
            base = have[ord(ALIAS[char])]
            for table in font["cmap"].tables:
                table.cmap[ord(char)] = base
            continue
        else:
            raise SystemExit(f"no glyph for {char} U+{ord(char):04X}")
            continue
        glyph.recalcBounds(font["glyf"])
        add(font, char, glyph, advance)
    return font


def master(folder: Path, family: str, style: str = "normal", **at: float) -> TTFont:
    kind = "opsz" if "opsz" in at else "wght"
    made = []
    for part in ("latin", "latin-ext"):
        path = folder / family / "files" / f"{family}-{part}-{kind}-{style}.woff2"
        made.append(instance(path, **at))
    return complete(*made)


def instance(path: Path, **at: float) -> TTFont:
    """A static cut of a variable font, its outlines still able to be interpolated."""
    keep = instancer.OverlapMode.KEEP_AND_SET_FLAGS
    font = instancer.instantiateVariableFont(TTFont(path), at, overlap=keep, optimize=False)
    for tag in ("avar", "STAT", "MVAR", "prep", "gasp"):
        if tag in font:
            del font[tag]
    return font


def take(font: TTFont, other: TTFont, char: str) -> None:
    """Draw another font's glyph into this one."""
    name = other.getBestCmap()[ord(char)]
    pen = TTGlyphPen(None)
    draw(other, name, pen)
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    add(font, char, glyph, other["hmtx"][name][0])
