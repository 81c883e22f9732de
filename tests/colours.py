"""Colours as numbers: contrast, what a colour-blind eye sees, and how far two colours stand apart."""

import re

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009: severity 1.0, on linear RGB.
VISIONS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to CIE XYZ under D65, each line over the white's: IEC 61966-2-1.
_XYZ = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def declared(css):
    """The colours of a rule: {"ink": "#14213d"}."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css))


def contrast(one, other):
    """From 1 to 21: WCAG 2.2, relative luminance and contrast ratio."""
    low, high = sorted(_times((_XYZ[1],), _linear(colour))[0] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one, other, vision="full"):
    """ΔE*ab of CIE 1976 between two colours as an eye of this vision sees them; 2.3 is just noticeable."""
    pair = zip(_lab(one, vision), _lab(other, vision), strict=True)
    return sum((a - b) ** 2 for a, b in pair) ** 0.5


def over(colour, opacity, ground):
    """What is seen of a colour that lets its ground through."""
    parts = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(255 * (opacity * a + (1 - opacity) * b)):02x}" for a, b in parts)


def _parts(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _linear(colour):
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]


def _times(matrix, vector):
    return [sum(a * b for a, b in zip(line, vector, strict=True)) for line in matrix]


def _lab(colour, vision):
    seen = [min(1, max(0, part)) for part in _times(VISIONS[vision], _linear(colour))]
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in _times(_XYZ, seen)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
