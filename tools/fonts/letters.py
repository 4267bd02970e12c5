"""Which letters and points the newspaper's fonts have. Pure."""

from __future__ import annotations

ASCII = [chr(c) for c in range(0x20, 0x7F)]
LATIN_1 = [chr(c) for c in range(0xA0, 0x100) if chr(c) not in "¢¤¥¦¨ª¬\u00ad®¯±´¸µ¹²³¶º¼¾÷ÐðÞþ"]
LETTERS = list("āĀēīĪōūŪḥḤṣṢḍḌṭṬẓẒḏṯẖġḫʿʾʼšŠžŽčČćĆğĞşŞıİŒœ")
MARKS = list("‐‑–—‘’“”„†•…′″€₺−")
KERNED = [*ASCII, *"–—‘’“”…"]
WANTED = [*ASCII, *LATIN_1, *LETTERS, *MARKS]
DOTTED = dict(zip("ḥḤṣṢḍḌṭṬẓẒ", "hHsSdDtTzZ", strict=True))
BARRED = dict(zip("ḏḎṯṮẖ", "dDtTh", strict=True))
ALIAS = {"‑": "-", "‐": "-", "ʿ": "‘", "ʾ": "’", "ʼ": "’", "ḫ": "h", "Ḫ": "H"}
ARABIC = [
    *(chr(c) for c in [0x60C, 0x61B, 0x61F, 0x640, *range(0x621, 0x63B), *range(0x641, 0x656)]),
    *(chr(c) for c in [*range(0x660, 0x66E), 0x670, 0x671]),
    *"پچژگڤکیە﴾﴿",
]
ARABIC_MARKS = list(" \u00a0!%()*+,-./0123456789:;=?«»‘’“”–—…·")
