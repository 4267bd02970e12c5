"""The people in the drawings, small and seen from afar. ``foot`` is where they stand or sit."""

from __future__ import annotations

from .canvas import ACCENT, Canvas, Point, colour, curve, mix, placed

DUSK, DUST, NIGHT = colour("17181b"), colour("33291d"), colour("1e1510")
CHILDREN = (
    ((862.0, 1012.0), 1.0, "a3161a", "2a1d16"),
    ((952.0, 1022.0), 0.86, "d9b45c", "3a2418"),
    ((1064.0, 1008.0), 1.08, "4e6a55", "1f1a17"),
)


def children(sheet: Canvas) -> None:
    """Three at the shelves, one who already reads."""
    for foot, size, dress, hair in CHILDREN:
        _child(sheet, foot, size, dress, hair)
    _reader(sheet, (420.0, 1010.0))


def _child(sheet: Canvas, foot: Point, size: float, dress: str, hair: str) -> None:
    """A child seen from behind, one arm up to a shelf."""
    x, y = foot
    cloth, skin = colour(dress), colour("b08258")
    sheet.oval((x - 34, y - 4, x + 44, y + 12), DUST, 0.5, 6)
    for dx in (-11, 7):
        leg = (x + dx * size, y - 46 * size, x + (dx + 8) * size, y)
        sheet.box(leg, mix(skin, colour("4a3524"), 0.35))
    sheet.shape(curve(placed("-27,-32 -20,-88 0,-102 20,-88 27,-32", foot, size), 8), cloth)
    sheet.dot((x, y - 119 * size), 19 * size, skin)
    locks = placed("-21,-112 -20,-136 0,-144 20,-136 21,-106 0,-112 -21,-112", foot, size)
    sheet.shape(curve(locks, 8), colour(hair))
    sheet.stroke(placed("17,-86 34,-112 30,-132", foot, size), cloth, 10 * size)
    sheet.dot((x + 30 * size, y - 136 * size), 6 * size, skin)


def _reader(sheet: Canvas, foot: Point) -> None:
    """A child on the ground with an open book."""
    x, y = foot
    sheet.oval((x - 60, y - 8, x + 70, y + 14), DUST, 0.5, 7)
    body = placed("-34,0 -30,-70 0,-88 28,-66 62,-14 58,0", foot)
    sheet.shape(curve(body, 8), colour("35566a"))
    sheet.dot((x + 6, y - 104), 20, colour("b08258"))
    hair = placed("-16,-98 -14,-122 6,-130 26,-118 6,-112 -16,-98", foot)
    sheet.shape(curve(hair, 8), colour("241a15"))
    sheet.shape(placed("24,-62 52,-70 58,-42 30,-34", foot), colour("f6efdd"))
    sheet.shape(placed("52,-70 78,-58 82,-32 58,-42", foot), colour("e7dcc2"))
    sheet.stroke(placed("4,-60 28,-44 44,-46", foot), ACCENT, 11)


def glazier(sheet: Canvas, foot: Point) -> None:
    """A man walks with a pane that holds the evening."""
    x, y = foot
    coat, skin = colour("2a3340"), colour("9a7054")
    sheet.oval((x - 70, y - 6, x + 90, y + 12), DUSK, 0.6, 7)
    sheet.shape(placed("-22,0 -16,-96 14,-96 40,-4 24,0 0,-70 -8,0", foot), colour("1e2128"))
    sheet.shape(curve(placed("-24,-92 -26,-160 0,-186 26,-160 22,-92", foot), 8), coat)
    sheet.dot((x + 4, y - 204), 19, skin)
    sheet.shape(placed("-16,-206 -8,-228 14,-228 26,-210", foot), colour("1a1a1c"))
    pane, gleam = placed("10,-240 128,-226 128,-48 10,-40", foot), colour("fff6e4")
    sheet.shape(pane, colour("bcd0d6"), 0.42)
    sheet.shape(placed("40,-236 74,-232 30,-42 10,-41 10,-70", foot), gleam, 0.35)
    sheet.shape(placed("96,-230 108,-228 66,-44 52,-43", foot), gleam, 0.3)
    sheet.stroke([*pane, pane[0]], colour("e6efee"), 2.5, 0.9)
    sheet.stroke(curve(placed("-6,-160 2,-118 24,-104", foot), 8), coat, 17)
    sheet.dot((x + 26, y - 103), 8, skin)


def sweeper(sheet: Canvas, foot: Point) -> None:
    """A woman with a broom."""
    x, y = foot
    dress = colour("5b2a2a")
    sheet.oval((x - 60, y - 6, x + 60, y + 10), DUSK, 0.6, 7)
    gown = placed("-40,0 -28,-90 -16,-150 6,-168 24,-146 26,-90 40,0", foot)
    sheet.shape(curve(gown, 8), dress)
    sheet.oval((x - 10, y - 208, x + 28, y - 164), colour("a77d60"))
    scarf = placed("-18,-160 -16,-204 10,-216 26,-200 14,-196 8,-168 20,-154", foot)
    sheet.shape(curve(scarf, 8), ACCENT)
    sheet.stroke(placed("8,-150 44,-112 40,-104", foot), dress, 15)
    sheet.stroke(placed("22,-176 84,-16", foot), colour("b08a4f"), 6)
    sheet.shape(placed("74,-22 92,-28 116,2 72,6", foot), colour("c9a35a"))


def sitter(sheet: Canvas, foot: Point, coat: str, cap: str, tall: float) -> None:
    """Somebody on a bench, hands in the lap, lamplight on one side."""
    x, y = foot
    cloth, skin = colour(coat), colour("a8794f")
    body = [
        (px, y + (py - y) * (tall if py < y - 50 else 1))
        for px, py in placed("-44,4 -46,-90 -26,-136 26,-136 46,-90 44,4", foot)
    ]
    sheet.shape(curve(body, 8), cloth)
    sheet.stroke(curve(body, 8)[2:18], colour("f0b768"), 3, 0.5, 1.5)
    sheet.oval((x - 23, y - 190 * tall, x + 23, y - 134 * tall), skin)
    hat = placed("-27,-164 -24,-196 0,-206 24,-196 27,-164 0,-178", foot)
    sheet.shape(curve([(px, y + (py - y) * tall) for px, py in hat], 6), colour(cap))
    for side in (-1, 1):
        shin = x + side * 28
        leg = [(x + side * 22, y - 12), (x + side * 30, y + 2), (shin, y + 84)]
        sheet.stroke(leg, mix(cloth, NIGHT, 0.45), 27)
        sheet.shape(placed("-16,84 18,84 24,98 -16,98", (shin, y)), NIGHT)
        arm = [(x + side * 38, y - 96 * tall), (x + side * 34, y - 44), (x + side * 4, y - 22)]
        sheet.stroke(curve(arm, 6), mix(cloth, NIGHT, 0.18), 19)
    sheet.oval((x - 15, y - 32, x + 15, y - 12), skin)
