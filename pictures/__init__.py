"""Draws every exercise from a YAML of poses: a jointed figure, its props, arrows and marks.

Lengths are centimetres, angles degrees. Inside the code x goes to the right and y goes down, as
in SVG, with the floor at y = 0; the pose files count heights upwards.
"""
