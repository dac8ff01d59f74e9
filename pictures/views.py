"""Close-ups that the side view cannot show: from the front, from above, from behind, in the lap.

Each takes the numbers of one moment and gives parts around an origin of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pictures.bones import Placed, Point, foot_at
from pictures.figure import Drawn, Part, foot_parts

ORIGIN = Placed(Point(0, 0), 0.0)
SOLE = 9.0
# Where the toes begin, and how long and wide they are beside the drawn one.
TOES = (
    ("top_big_toe", Point(-3.5, -20), (1.0, 1.0), -1.6),
    ("top_toe", Point(-0.9, -20.4), (1.1, 1.2), -0.3),
    ("top_toe", Point(1.3, -19.9), (1.05, 1.15), 0.5),
    ("top_toe", Point(3.2, -18.7), (1.0, 1.1), 1.2),
    ("top_toe", Point(4.8, -16.8), (0.95, 1.0), 2.2),
)


def _hands(drawn: Drawn, hands: Mapping[str, Any]) -> None:
    """Helping hands: each at a place, or holding on to a part, with the arm's direction."""
    for name, hand in hands.items():
        at = hand["at"]
        x, y = at["by"] if isinstance(at, dict) else at
        frame = drawn.anchors[at["on"]] if isinstance(at, dict) else ORIGIN
        there = Placed(frame.spot(Point(x, y)), hand.get("turn", 0.0))
        flip = (-1.0, 1.0) if hand.get("mirror") else (1.0, 1.0)
        arm, thumb = Part("lap_arm", there, flip), Part("lap_thumb", there, flip)
        drawn.anchors[f"{name}_hand"] = there
        if hand.get("front"):
            drawn.layers[f"{name}_hand"] = [arm, replace(thumb, on=0)]
            continue
        # The hand holds the foot from behind: only its thumb lies on top.
        order = list(drawn.layers)
        drawn.layers |= {f"{name}_hand": [arm], f"{name}_thumb": [thumb]}
        order.insert(order.index("leg"), f"{name}_hand")
        order.append(f"{name}_thumb")
        drawn.layers = {layer: drawn.layers[layer] for layer in order}


def side_foot(pose: Mapping[str, Any]) -> Drawn:
    """A foot and shin from the side, turned as a whole: as one sees one's foot in the lap."""
    drawn = Drawn()
    turn = pose.get("turn", -90.0)
    ankle = Placed(Point(0, 0), turn - pose.get("ankle", 0.0))
    shin = Placed(Point(0, 0).minus(Point(0, 41).turned(turn)), turn)
    toes = pose.get("toes", 0.0)
    foot = foot_at(ankle, 0.0, toes, pose.get("curl", 0.0), pose.get("others", toes))
    if pose.get("lap"):
        drawn.layers["lap"] = [Part("lap", Placed(Point(2, 2), 0.0))]
    drawn.layers["leg"] = [Part("shin", shin), *foot_parts(foot, False, on=0, first=1)]
    drawn.anchors = {
        "near.shin": shin,
        "near.foot": foot.hind,
        "near.fore": foot.fore,
        "near.toes": foot.toes,
        "near.tips": foot.tips,
        "near.others": foot.others,
    }
    drawn.bones = {"fore": foot.ball.minus(ankle.at).length()}
    _hands(drawn, pose.get("hands", {}))
    return drawn


def front(pose: Mapping[str, Any]) -> Drawn:
    """A right lower leg from the front; `tilt` turns the sole out, `lean` the shin.

    `stretch` lengthens the foot as it points at the floor.
    """
    drawn = Drawn()
    turn = pose.get("turn", 0.0)
    ankle = Point(pose.get("x", 0.0), 0)
    foot = Placed(ankle, turn + pose.get("tilt", 0.0))
    shin = Placed(ankle, turn + pose.get("lean", 0.0))
    if "other" in pose:
        other = Placed(Point(pose["other"], 0), 0.0)
        drawn.layers["other"] = [
            Part(shape, other, (-1.0, 1.0), far=True) for shape in ("front_shin", "front_foot")
        ]
    if pose.get("lap"):
        drawn.layers["lap"] = [Part("lap", Placed(Point(-4, 4), 0.0))]
    long = (1.0, pose.get("stretch", 1.0))
    drawn.layers["leg"] = [Part("front_shin", shin), Part("front_foot", foot, long)]
    drawn.anchors = {"shin": shin, "foot": foot}
    _hands(drawn, pose.get("hands", {}))
    return drawn


def top(pose: Mapping[str, Any]) -> Drawn:
    """A right foot from above; `spread` fans the toes out, in degrees for the outermost."""
    drawn = Drawn()
    spread = pose.get("spread", 0.0)
    toes = [
        Part(shape, Placed(at, spread * fan / 2.2), stretch) for shape, at, stretch, fan in TOES
    ]
    foot = [Part("top_leg", ORIGIN), Part("top_foot", ORIGIN)]
    drawn.layers["leg"] = [*toes, *foot]
    drawn.anchors = {"foot": ORIGIN}
    return drawn


def back(pose: Mapping[str, Any]) -> Drawn:
    """Both lower legs from behind; `rise` lifts the heels, in cm."""
    drawn = Drawn()
    apart, rise = pose.get("apart", 8.0), pose.get("rise", 0.0)
    for name, side in (("left", -1.0), ("right", 1.0)):
        floor, up = Placed(Point(apart * side, 0), 0.0), Placed(Point(apart * side, -rise), 0.0)
        drawn.layers[name] = [
            Part("back_fore", floor, (side, 1.0)),
            Part("back_shin", up, (side, 1.0)),
            Part("back_heel", up, (side, 1.0)),
        ]
        drawn.anchors[f"{name}.heel"] = up
    return drawn


def legs(pose: Mapping[str, Any]) -> Drawn:
    """Both legs from the front, from the hips down; `out` swings the free one to the side."""
    drawn = Drawn()
    stands = Placed(Point(-9, 0), pose.get("lean", 0.0))
    swings = Placed(Point(9, 0), -pose.get("out", 0.0))
    drawn.layers["legs"] = [
        Part("front_leg", swings, far=True),
        Part("front_leg", stands),
    ]
    drawn.layers["hips"] = [Part("front_hips", ORIGIN)]
    drawn.anchors = {"stands": stands, "swings": swings, "hips": ORIGIN}
    return drawn


VIEWS: dict[str, Callable[[Mapping[str, Any]], Drawn]] = {
    "foot": side_foot,
    "front": front,
    "top": top,
    "back": back,
    "legs": legs,
}
