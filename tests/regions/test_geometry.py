import re

import pytest

from regions.geometry import HEIGHT, SMALL, SOURCE, WIDTH, shapes
from regions.geometry.derive import derive
from regions.geometry.polygon import inside
from regions.geometry.projection import lambert93
from regions.geometry.rough import rough

CODES = {"11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"}
LAND_BORDERS = {
    *[("11", "24"), ("11", "27"), ("11", "28"), ("11", "32"), ("11", "44")],
    *[("24", "27"), ("24", "28"), ("24", "52"), ("24", "75"), ("24", "84")],
    *[("27", "44"), ("27", "84")],
    *[("28", "32"), ("28", "52"), ("28", "53")],
    ("32", "44"),
    *[("52", "53"), ("52", "75")],
    *[("75", "76"), ("75", "84")],
    *[("76", "84"), ("76", "93")],
    ("84", "93"),
}
# Three squares in a row: a west, an east that shares its arc 1, and a neighbour that shares its arc 3.
ROW = {
    "transform": {"scale": [0.5, 0.5], "translate": [2, 46]},
    "objects": {
        "row": {
            "geometries": [
                {"id": "west", "arcs": [[0, 1]]},
                {"id": "east", "arcs": [[-2, 2, 3, 4]]},
                {"id": "neighbour", "arcs": [[[-4, 5]]]},
                {"id": "overseas", "arcs": [[6]]},
            ]
        }
    },
    "arcs": [
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [0, 2]],
        [[2, 0], [2, 0]],
        [[4, 0], [1, 1], [-1, 1]],
        [[4, 2], [-2, 0]],
        [[4, 0], [2, 0], [0, 2], [-2, 0]],
        [[-90, -90], [1, 0], [0, 1], [-1, -1]],
    ],
}


def rings(path):
    """The points of each ring of a path of relative steps."""
    found, origin = [], (0, 0)
    for ring in path.removesuffix("z").split("z"):
        assert re.fullmatch(r"m[^ml]+l[^ml]+", ring)
        numbers = iter(re.findall(r"-?\d*\.?\d+", ring))
        points = [origin]
        for dx, dy in zip(numbers, numbers, strict=True):
            points.append((round(points[-1][0] + float(dx), 1), round(points[-1][1] + float(dy), 1)))
        found.append(points[1:])
        origin = points[1]
    return found


@pytest.fixture(scope="module")
def row():
    return derive(ROW, {"A": ["west", "east"], "B": ["neighbour"]})["regions"]


def test_shapes_of_metropolitan_france_are_the_thirteen_regions():
    assert set(shapes()) == CODES


def test_neighbours_of_every_region_are_the_land_borders_of_geography():
    assert len(LAND_BORDERS) == 23
    both_ways = LAND_BORDERS | {(b, a) for a, b in LAND_BORDERS}
    assert {(code, other) for code, shape in shapes().items() for other in shape.neighbours} == both_ways
    assert all(list(shape.neighbours) == sorted(shape.neighbours) for shape in shapes().values())
    assert shapes()["94"].neighbours == ()


@pytest.mark.parametrize("code", sorted(CODES))
def test_label_of_a_region_lies_inside_its_main_ring(code):
    shape = shapes()[code]
    outlines = rings(shape.path)
    assert inside(shape.label, outlines)
    assert inside(shape.label, outlines[:1])


@pytest.mark.parametrize("code", sorted(CODES))
def test_points_of_a_region_stay_in_the_box(code):
    points = [point for ring in rings(shapes()[code].path) for point in ring]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_vaucluse_enclave_is_the_same_ring_in_the_region_around_it():
    enclaves = [{frozenset(ring) for ring in rings(shapes()[code].path)[1:]} for code in ("84", "93")]
    assert len(enclaves[0] & enclaves[1]) == 1


def test_small_map_puts_each_point_on_its_grid():
    for shape in shapes().values():
        exact = {(round(x / SMALL), round(y / SMALL)) for ring in rings(shape.path) for x, y in ring}
        drawn = rings(shape.small_path)
        assert {point for ring in drawn for point in ring} <= exact
        assert len(drawn[0]) > 10


def test_rough_path_merges_points_and_leaves_islets_out():
    path = "m10 10l4 0 .2 .1 0 4-4.2-.1zm50 50l.1 0 0 .1z"
    assert rough(path, 2) == "m5 5l2 0 0 2-2 0z"


def test_file_of_shapes_stays_light():
    assert SOURCE.stat().st_size <= 26_000


def test_derive_two_areas_of_one_region_dissolves_them_into_one_ring(row):
    (ring,) = rings(row["A"]["path"])
    assert len(ring) == len(set(ring)) == 7


def test_derive_border_between_two_regions_is_the_same_on_both_sides(row):
    (ours,), (theirs,) = rings(row["A"]["path"]), rings(row["B"]["path"])
    assert len(set(ours) & set(theirs)) == 3
    assert (row["A"]["neighbours"], row["B"]["neighbours"]) == (["B"], ["A"])


def test_derive_area_of_no_region_takes_no_room(row):
    xs = [x for shape in row.values() for ring in rings(shape["path"]) for x, _ in ring]
    assert (min(xs), max(xs)) == pytest.approx((2, WIDTH - 2), abs=0.1)


@pytest.mark.parametrize(
    ("degrees", "metres"),
    [((3, 46.5), (700_000, 6_600_000)), ((2.2944813, 48.8583701), (648_235.9, 6_862_268.4))],
    ids=["origin", "Eiffel tower, by PROJ"],
)
def test_lambert93_of_a_known_place_is_its_published_position(degrees, metres):
    assert lambert93(degrees) == pytest.approx(metres, abs=0.1)
