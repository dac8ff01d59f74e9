"""The figure from the side: joints in, placed parts out. It looks to the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from pictures import bones
from pictures.bones import CannotReach, Foot, Placed, Point, two_bones

HIP_TO_PELVIS = Point(0, -4)
# A hand that ends this far from where it should be, in cm, still looks right.
HAND_SLACK = 3.0


@dataclass(frozen=True)
class Part:
    """One shape of the picture: where it lies, how it is turned and stretched, how it shows."""

    shape: str
    at: Placed
    stretch: tuple[float, float] = (1.0, 1.0)
    far: bool = False
    opacity: float = 1.0
    on: int | None = None  # The part of this layer that carries it; it is drawn with that part.
    joint: Point = Point(0, 0)  # Where it turns, in its own coordinates.


@dataclass
class Drawn:
    """Layers of parts from back to front, and the points that props and marks hold on to."""

    layers: dict[str, list[Part]] = field(default_factory=dict)
    anchors: dict[str, Placed] = field(default_factory=dict)
    bones: dict[str, float] = field(default_factory=dict)


def height(value: float) -> float:
    """A height above the floor as y."""
    return -value


def place_foot(leg: Mapping[str, Any]) -> Placed:
    """The ankle's frame of a leg that is given by where its ball, heel or ankle is."""
    arch = leg.get("arch", 0.0)
    pitch = leg.get("pitch", 0.0) + (bones.arch_pitch(arch) if arch else 0.0)
    for name, joint, radius in (
        ("ball", bones.BALL, bones.BALL_RADIUS),
        ("heel", bones.HEEL, bones.HEEL_RADIUS),
        ("ankle", Point(0, 0), 0.0),
    ):
        if name in leg:
            x, up = leg[name]
            if name == "ball" and arch:
                joint = bones.MIDFOOT.plus(joint.minus(bones.MIDFOOT).turned(arch))
            return Placed(Point(x, height(up + radius)).minus(joint.turned(pitch)), pitch)
    raise CannotReach("a leg needs `ball`, `heel`, `ankle` or joint angles")


def _hip(pose: Mapping[str, Any]) -> Point:
    """The hip: as given, or as high as the knee of the leg that stands lets it be."""
    if isinstance(pose["hip"], list):
        return Point(pose["hip"][0], height(pose["hip"][1]))
    leg = pose[pose.get("stand", "near")]
    ankle = place_foot(leg).at
    far = bones.straight_to(leg.get("knee", 4.0))
    across = pose["hip"] - ankle.x
    if abs(across) > far:
        raise CannotReach(f"the hip is {abs(across):.0f} cm from the foot, the leg {far:.0f} cm")
    return Point(pose["hip"], ankle.y - sqrt(far**2 - across**2))


def _leg(pose: Mapping[str, Any], side: str, hip: Point) -> tuple[Placed, Placed, Foot]:
    """Thigh, shin and foot of one leg, from joint angles or from where the foot is."""
    leg = pose[side]
    thigh_length, shin_length = (
        leg.get("thigh", 1.0) * bones.THIGH,
        leg.get("shin", 1.0) * bones.SHIN,
    )
    if "hip" in leg:
        thigh = Placed(hip, -leg["hip"])
        knee = thigh.spot(Point(0, thigh_length))
        shin = Placed(knee, thigh.angle + leg.get("knee", 0.0))
        ankle = Placed(shin.spot(Point(0, shin_length)), shin.angle - leg.get("ankle", 0.0))
    else:
        ankle = place_foot(leg)
        first, second = two_bones(hip, ankle.at, thigh_length, shin_length, forward=True)
        thigh = Placed(hip, first)
        shin = Placed(thigh.spot(Point(0, thigh_length)), second)
    rest = max(0.0, ankle.angle) + leg.get("arch", 0.0) if "hip" not in leg else 0.0
    toes = leg.get("toes", rest)
    others = leg.get("others", toes)
    return (
        thigh,
        shin,
        bones.foot_at(ankle, leg.get("arch", 0.0), toes, leg.get("curl", 0.0), others),
    )


def foot_parts(foot: Foot, far: bool, on: int, first: int) -> list[Part]:
    """The shapes of a foot from the side, on part `on`; `first` is the index of their first."""
    hind, fore, toes = first, first + 1, first + 3
    return [
        Part("hind", foot.hind, far=far, on=on),
        Part("fore", foot.fore, far=far, on=hind, joint=bones.MIDFOOT),
        Part("others", foot.others, far=far, on=fore, joint=bones.BALL),
        Part("toe", foot.toes, far=far, on=fore, joint=bones.BALL),
        Part("tip", foot.tips, far=far, on=toes, joint=bones.TOE_JOINT),
        Part("malleolus", foot.hind, far=far, on=hind),
    ]


def _draw_leg(drawn: Drawn, pose: Mapping[str, Any], side: str, hip: Point) -> None:
    thigh, shin, foot = _leg(pose, side, hip)
    leg, far = pose[side], side == "far"
    long_thigh, long_shin = leg.get("thigh", 1.0), leg.get("shin", 1.0)
    drawn.layers[f"{side}_leg"] = [
        Part("thigh", thigh, (1.0, long_thigh), far),
        Part("shin", shin, (1.0, long_shin), far, on=0),
        *foot_parts(foot, far, on=1, first=2),
        Part("shorts", thigh, (1.0, long_thigh), far, on=0),
    ]
    drawn.anchors |= {
        f"{side}.thigh": thigh,
        f"{side}.shin": shin,
        f"{side}.foot": foot.hind,
        f"{side}.fore": foot.fore,
        f"{side}.toes": foot.toes,
        f"{side}.tips": foot.tips,
    }
    drawn.bones |= {
        f"{side}.thigh": shin.at.minus(thigh.at).length() / long_thigh,
        f"{side}.shin": foot.hind.at.minus(shin.at).length() / long_shin,
        f"{side}.hind": foot.fore.spot(bones.MIDFOOT).minus(foot.hind.at).length(),
        f"{side}.fore": foot.ball.minus(foot.fore.spot(bones.MIDFOOT)).length(),
    }


def _draw_arm(drawn: Drawn, pose: Mapping[str, Any], side: str, shoulder: Point) -> None:
    hand = pose.get("hands", {}).get(side)
    hangs = Point(shoulder.x + 5, shoulder.y + 55.5)
    reach = Point(hand[0], height(hand[1])) if hand else hangs
    reach = bones.nearest(shoulder, reach, bones.UPPER_ARM + bones.FOREARM, HAND_SLACK)
    first, second = two_bones(shoulder, reach, bones.UPPER_ARM, bones.FOREARM, forward=False)
    upper = Placed(shoulder, first)
    lower = Placed(upper.spot(bones.bone_end(bones.UPPER_ARM)), second)
    far = side == "far"
    drawn.layers[f"{side}_arm"] = [
        Part("upper_arm", upper, far=far),
        Part("forearm", lower, far=far, on=0),
        Part("thumb", lower, far=far, on=1),
        Part("sleeve", upper, far=far, on=0),
    ]
    palm = lower.spot(bones.bone_end(bones.FOREARM))
    drawn.anchors[f"{side}.hand"] = Placed(palm, second)
    drawn.bones[f"{side}.upper_arm"] = lower.at.minus(shoulder).length()
    drawn.bones[f"{side}.forearm"] = palm.minus(lower.at).length()


def side_figure(pose: Mapping[str, Any]) -> Drawn:
    """The whole figure in one pose (see docs/pictures.md for its keys).

    Raises CannotReach if a limb is too short for where its end should be.
    """
    drawn = Drawn()
    hip = _hip(pose)
    torso = Placed(hip.plus(HIP_TO_PELVIS), pose.get("lean", 0.0))
    shoulder = torso.spot(Point(-1, -bones.TORSO + 3))
    neck = Placed(torso.spot(Point(0, -bones.TORSO)), torso.angle * 0.6 + pose.get("nod", 0.0))
    head = Placed(neck.spot(Point(0, -bones.NECK)), neck.angle)
    _draw_arm(drawn, pose, "far", shoulder)
    _draw_leg(drawn, pose, "far", hip)
    shut = pose.get("eyes_shut", 0.0)
    drawn.layers["body"] = [
        Part("pelvis", Placed(hip, torso.angle * 0.5)),
        Part("neck", neck, on=0),
        Part("torso", torso, on=0),
        Part("head", head, on=1),
        Part("eye", head, opacity=1.0 - shut, on=3),
        Part("eyelid", head, opacity=shut, on=3),
        Part("smile", head, on=3),
    ]
    _draw_leg(drawn, pose, "near", hip)
    _draw_arm(drawn, pose, "near", shoulder)
    drawn.anchors |= {"hip": Placed(hip, 0), "torso": torso, "head": head}
    return drawn
