"""Make the newspaper's font files from the npm packages of @fontsource-variable (all OFL).

    pip install fonttools brotli
    npm install @fontsource-variable/newsreader @fontsource-variable/libre-franklin \\
        @fontsource-variable/noto-naskh-arabic
    python tools/fonts/make_fonts.py node_modules/@fontsource-variable static/fonts /tmp

Three savings make two files enough for a page. Newsreader's optical size is tied to its weight
(16 points for text at 400, 44 for headlines at 700), so that one axis does the work of two. Its
italic is drawn into the same file and reached by the "ital" feature. Kerning is one static table
for the basic letters, without pairs that move less than a hundredth of the em.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from cuts import instance, master, subset, take
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.varLib import build as build_variable
from letters import ARABIC, ARABIC_MARKS, ASCII, KERNED, WANTED


def two_masters(light: TTFont, bold: TTFont) -> TTFont:
    space = DesignSpaceDocument()
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700))
    for font, weight in ((light, 400), (bold, 700)):
        space.addSource(SourceDescriptor(font=font, location={"Weight": weight}, name=str(weight)))
    font, _, _ = build_variable(space, exclude=["STAT", "MVAR"])
    return font


def borrow(font: TTFont, italic: TTFont) -> None:
    """Put the italic's glyphs into a master under the names X.ital."""
    for name in italic.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = deepcopy(italic["glyf"][name])
        font["hmtx"][name] = (italic["hmtx"][name][0], getattr(font["glyf"][name], "xMin", 0))


def renamed(font: TTFont, path: Path, suffix: str) -> TTFont:
    font.save(path)
    font = TTFont(path)
    font.setGlyphOrder([name + suffix for name in font.getGlyphOrder()])
    return font


def newsreader(folder: Path, tmp: Path) -> TTFont:
    light = subset(master(folder, "newsreader", wght=400, opsz=16), WANTED, [])
    bold = subset(master(folder, "newsreader", wght=700, opsz=44), WANTED, [])
    slanted = [*ASCII, *"ÀÁÂÄÇÈÉÊÖÜàáâäçèéêëíîïñóôöùúûüß", *"āīūḥṣʿʾğşı–—‘’“”…·"]
    italic = subset(master(folder, "newsreader", wght=400, opsz=24, style="italic"), slanted, [])
    italic = renamed(italic, tmp / "italic.ttf", ".ital")
    pairs = {light.getBestCmap()[code]: name for code, name in italic.getBestCmap().items()}
    for font in (light, bold):
        borrow(font, italic)
    font = two_masters(light, bold)
    rules = "\n".join(f"sub {a} by {b};" for a, b in sorted(pairs.items()))
    addOpenTypeFeaturesFromString(font, f"feature ital {{\n{rules}\n}} ital;", tables=["GSUB"])
    upright = subset(master(folder, "newsreader", wght=500, opsz=22), KERNED, ["kern"])
    upright.save(tmp / "kern.ttf")
    upright = TTFont(tmp / "kern.ttf")
    slant = subset(
        master(folder, "newsreader", wght=400, opsz=24, style="italic"), KERNED, ["kern"]
    )
    slant = renamed(slant, tmp / "kern-italic.ttf", ".ital")
    font["GPOS"] = kerning(upright, slant)
    return font


def kerning(upright: TTFont, slant: TTFont) -> Any:
    """One static kern table: the upright's lookups followed by the italic's."""
    gpos = upright["GPOS"]
    lookups = gpos.table.LookupList.Lookup
    lookups.extend(slant["GPOS"].table.LookupList.Lookup)
    for record in gpos.table.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex = list(range(len(lookups)))
        record.Feature.LookupCount = len(lookups)
    gpos.table.LookupList.LookupCount = len(lookups)
    for lookup in lookups:
        for table in lookup.SubTable:
            prune(getattr(table, "ExtSubTable", table))
    return gpos


def prune(table: Any) -> None:
    """Forget single pairs that no eye sees (under a hundredth of the em)."""
    if getattr(table, "Format", 0) != 1:
        return
    keep = []
    for glyph, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
        pairs.PairValueRecord = [p for p in pairs.PairValueRecord if abs(p.Value1.XAdvance) >= 18]
        pairs.PairValueCount = len(pairs.PairValueRecord)
        if pairs.PairValueRecord:
            keep.append((glyph, pairs))
    table.Coverage.glyphs = [glyph for glyph, _ in keep]
    table.PairSet = [pairs for _, pairs in keep]
    table.PairSetCount = len(keep)


def franklin(folder: Path) -> TTFont:
    light = subset(master(folder, "libre-franklin", wght=400), WANTED, ["kern"])
    bold = subset(master(folder, "libre-franklin", wght=700), WANTED, ["kern"])
    return two_masters(light, bold)


def naskh(folder: Path) -> TTFont:
    """Arabic letters with the face's own spaces, digits and punctuation."""
    masters = []
    for weight in (400, 700):
        parts = []
        for part in ("arabic", "latin"):
            path = (
                folder / "noto-naskh-arabic/files" / f"noto-naskh-arabic-{part}-wght-normal.woff2"
            )
            parts.append(instance(path, wght=weight))
        font, latin = parts
        for char in ARABIC_MARKS:
            if ord(char) not in font.getBestCmap():
                take(font, latin, char)
        masters.append(font)
    features = [
        "ccmp",
        "init",
        "medi",
        "fina",
        "isol",
        "rlig",
        "liga",
        "mark",
        "mkmk",
        "kern",
        "curs",
    ]
    return subset(two_masters(*masters), [*ARABIC, *ARABIC_MARKS], features)


def save(font: TTFont, path: Path) -> None:
    font["post"].formatType = 3.0
    if "glyphNames" in font:
        del font["glyphNames"]
    font.flavor = "woff2"
    font.save(path)
    sys.stdout.write(
        f"{path.name}: {path.stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs\n"
    )


if __name__ == "__main__":
    source, target, tmp = (Path(a) for a in sys.argv[1:4])
    target.mkdir(parents=True, exist_ok=True)
    save(newsreader(source, tmp), target / "newsreader.woff2")
    save(franklin(source), target / "franklin.woff2")
    save(naskh(source), target / "naskh.woff2")
