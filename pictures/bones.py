"""The bones: their lengths, and where they end up for given joints. No drawing here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

THIGH, SHIN = 41.0, 41.0
TORSO, NECK = 46.0, 5.0
UPPER_ARM, FOREARM = 27.0, 30.0  # The forearm counts to the middle of the hand.


class Point(NamedTuple):
    """A place: x to the right, y down, in cm."""

    x: float
    y: float

    def plus(self, other: Point) -> Point:
        """The sum of both."""
        return Point(self.x + other.x, self.y + other.y)

    def minus(self, other: Point) -> Point:
        """The way from `other` to here."""
        return Point(self.x - other.x, self.y - other.y)

    def turned(self, angle: float) -> Point:
        """This vector turned clockwise on the screen by `angle` degrees."""
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Point(self.x * c - self.y * s, self.x * s + self.y * c)

    def length(self) -> float:
        """Its length as a vector, in cm."""
        return math.hypot(self.x, self.y)


# Within the foot, seen from the ankle joint, sole down and toes to the right.
MIDFOOT, BALL, HEEL, TOE_JOINT = Point(5, 2), Point(13.4, 6), Point(-3.4, 5), Point(16.7, 6.1)
TOE_TIP = Point(20.6, 6.3)
BALL_RADIUS, HEEL_RADIUS = 2.0, 3.0


class CannotReach(ValueError):
    """A limb is too short for where its end should be."""


@dataclass(frozen=True)
class Placed:
    """A bone's upper joint and its angle: 0 points down, positive swings clockwise."""

    at: Point
    angle: float

    def spot(self, local: Point) -> Point:
        """Where a point of this bone lies on the picture."""
        return self.at.plus(local.turned(self.angle))

    def within(self, outer: Placed) -> Placed:
        """This frame as seen from `outer`."""
        return Placed(self.at.minus(outer.at).turned(-outer.angle), self.angle - outer.angle)

    def about(self, joint: Point, angle: float) -> Placed:
        """The frame of a part that turns by `angle` about `joint`, a point of this bone."""
        there = self.spot(joint)
        return Placed(there.minus(joint.turned(self.angle + angle)), self.angle + angle)


@dataclass(frozen=True)
class Foot:
    """The parts of a foot: each shares the foot's own coordinates, turned about its joint."""

    hind: Placed
    fore: Placed
    toes: Placed
    tips: Placed
    others: Placed

    @property
    def ball(self) -> Point:
        """The big-toe joint."""
        return self.fore.spot(BALL)


def bone_end(length: float) -> Point:
    """The far end of a bone of this length, in its own coordinates."""
    return Point(0, length)


def two_bones(
    start: Point, end: Point, upper: float, lower: float, forward: bool
) -> tuple[float, float]:
    """Angles of both bones so that they join `start` to `end`; the joint bends forward or back.

    Raises CannotReach if the bones are too short.
    """
    way = end.minus(start)
    far = way.length()
    if far > upper + lower + 0.05 or far < abs(upper - lower):
        raise CannotReach(f"the limb is {upper + lower:.0f} cm long, the way is {far:.1f} cm")
    far = min(far, upper + lower)
    to_end = math.degrees(math.atan2(-way.x, way.y))
    cosine = (upper**2 + far**2 - lower**2) / (2 * upper * far)
    bend = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    first = to_end - bend if forward else to_end + bend
    joint = start.plus(bone_end(upper).turned(first))
    rest = end.minus(joint)
    return first, math.degrees(math.atan2(-rest.x, rest.y))


def nearest(start: Point, end: Point, length: float, slack: float) -> Point:
    """`end`, or the point on the way there that a limb of this length reaches.

    Raises CannotReach if that is more than `slack` cm short.
    """
    way = end.minus(start)
    far = way.length()
    if far > length + slack:
        raise CannotReach(f"the limb is {length:.0f} cm long, the way is {far:.1f} cm")
    share = min(1.0, length / far)
    return Point(start.x + way.x * share, start.y + way.y * share)


def straight_to(knee: float, thigh: float = THIGH, shin: float = SHIN) -> float:
    """How far the ankle is from the hip when the knee bends by `knee` degrees, in cm."""
    return math.sqrt(thigh**2 + shin**2 + 2 * thigh * shin * math.cos(math.radians(knee)))


def arch_pitch(arch: float) -> float:
    """The turn of the hind foot that keeps heel and ball on the floor at this bend of the arch."""
    ball = MIDFOOT.plus(BALL.minus(MIDFOOT).turned(arch))
    way = ball.minus(HEEL)
    wanted = HEEL_RADIUS - BALL_RADIUS
    flat = math.degrees(math.atan2(way.y, way.x))
    return math.degrees(math.asin(wanted / way.length())) - flat


def foot_at(ankle: Placed, arch: float, toes: float, curl: float, others: float) -> Foot:
    """A foot whose ankle stands at `ankle`; `toes`, `others` bend up and `curl` bends them down."""
    fore = ankle.about(MIDFOOT, arch)
    big = fore.about(BALL, -toes + curl * 0.35)
    return Foot(
        hind=ankle,
        fore=fore,
        toes=big,
        tips=big.about(TOE_JOINT, curl),
        others=fore.about(BALL, -others + curl * 0.35),
    )
