#!/usr/bin/env python3
"""Writes ../main/resources/org/openvz/vzstats/web/internal/world.tsv: the outlines of the countries, as the site draws them.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz      # Natural Earth, public domain; packed as TopoJSON under ISC
    apt-get install iso-codes                                       # for the two letters of a country's number
    ./make-world.py package /usr/share/iso-codes/json/iso_3166-1.json

A line is: the two letters of ISO 3166, a point inside (x, y), and the path of the outline, on a field of 2000 by 973 (Equal Earth).
Small countries have no outline at this scale, only the point.
"""

import json
import math
import pathlib
import sys

WIDTH = 2000
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(longitude, latitude):
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    x = math.radians(longitude) * math.cos(t) * 2 * math.sqrt(3) / 3 / (
        9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1)
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


RIGHT = equal_earth(180, 0)[0]
TOP = equal_earth(0, 90)[1]
SCALE = WIDTH / (2 * RIGHT)


def on_field(point):
    x, y = equal_earth(*point)
    return round((x + RIGHT) * SCALE), round((TOP - y) * SCALE)


def arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def ring(indexes, lines):
    points = []
    for index in indexes:
        line = lines[index] if index >= 0 else lines[~index][::-1]
        points += line[1:] if points else line
    return points


def clipped(points, east, keep):
    """What of a ring is on one side of a meridian."""
    kept = []
    if not points:
        return kept
    for (ax, ay), (bx, by) in zip(points[-1:] + points[:-1], points):
        if keep(ax) != keep(bx):
            kept.append((east, ay + (by - ay) * (east - ax) / (bx - ax)))
        if keep(bx):
            kept.append((bx, by))
    return kept


def cut(points):
    """The parts of a ring on either side of the antimeridian: the source knows no edge of the map."""
    unrolled, turns = [], 0
    for i, (x, y) in enumerate(points):
        if i and abs(x - points[i - 1][0]) > 180:
            turns += 360 if x < points[i - 1][0] else -360
        unrolled.append((x + turns, y))
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in unrolled]
        part = clipped(clipped(part, -180, lambda x: x >= -180), 180, lambda x: x <= 180)
        if len(part) > 2:
            yield part


def polygons(geometry, lines):
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return [[piece for indexes in part for piece in cut(ring(indexes, lines))] for part in parts]


def path(rings):
    text = ""
    for points in rings:
        flat = [on_field(point) for point in points]
        flat = [point for i, point in enumerate(flat) if i == 0 or point != flat[i - 1]]
        if flat[0] == flat[-1]:
            flat.pop()
        if len(flat) < 3:
            continue
        text += "M%d %d" % flat[0]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(flat, flat[1:])]
        text += "l" + "".join(
            ("" if i == 0 or x < 0 else " ") + "%d" % x + ("" if y < 0 else " ") + "%d" % y for i, (x, y) in enumerate(steps)) + "z"
    return text


def area_and_centre(points):
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (abs(area) / 2, (x / 3 / area, y / 3 / area)) if area else (0.0, points[0])


def countries(directory, scale):
    topology = json.loads((directory / f"countries-{scale}.json").read_text())
    lines = list(arcs(topology))
    for geometry in topology["objects"]["countries"]["geometries"]:
        yield geometry.get("id"), geometry["properties"]["name"], polygons(geometry, lines)


def main(directory, codes):
    letters = {one["numeric"]: one["alpha_2"] for one in json.loads(codes.read_text())["3166-1"]}
    # What Natural Earth draws by itself although ISO has no number for it: an outline that belongs to nobody is a hole in the map.
    extra = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
    outlines = {}
    for number, name, parts in countries(directory, "110m"):
        code = letters.get(number) or extra.get(name)
        if code and code != "AQ":
            outlines[code] = outlines.get(code, "") + "".join(path(part) for part in parts)
    points = {}
    for number, name, parts in countries(directory, "50m"):
        code = letters.get(number) or extra.get(name)
        if code and code != "AQ" and parts:
            area, centre = max(area_and_centre([on_field(p) for p in piece]) for part in parts for piece in part)
            if code not in points or area > points[code][0]:
                points[code] = (area, centre)
    target = pathlib.Path(__file__).parent / "../main/resources/org/openvz/vzstats/web/internal/world.tsv"
    with target.open("w", encoding="ascii", newline="\n") as file:
        for code in sorted(set(points) | set(outlines)):
            x, y = points[code][1]
            file.write(f"{code}\t{round(x)}\t{round(y)}\t{outlines.get(code, '')}\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
