"""The captions in the drawing, and how many of them overlap others."""

from __future__ import annotations

OVERLAPS = """() => {
  const { captions } = rashomon.chart;
  const corners = ({ middle, angle, width, height }) => [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([right, down]) => {
    const [x, y] = [(right * width) / 2, (down * height) / 2];
    return [middle.x + x * Math.cos(angle) - y * Math.sin(angle), middle.y + x * Math.sin(angle) + y * Math.cos(angle)];
  });
  const upright = ({ left, right, top, bottom }) => ({
    middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, angle: 0, width: right - left, height: bottom - top,
  });
  const regions = rashomon.chart.regions.written.map(({ box }) => upright(box));
  const drawn = [...captions.named, ...captions.drawn, ...captions.noted, ...regions];
  const all = drawn.map((it) => ({ ...it, corners: corners(it) }));
  const onto = (points, angle) => {
    const found = points.map(([x, y]) => x * Math.cos(angle) + y * Math.sin(angle));
    return [Math.min(...found), Math.max(...found)];
  };
  const ways = (...angles) => angles.flatMap((angle) => [angle, angle + Math.PI / 2]);
  const apart = (one, other) => ways(one.angle, other.angle).some((angle) => {
    const [[a, b], [c, d]] = [one, other].map(({ corners }) => onto(corners, angle));
    return b <= c + 1e-6 || d <= a + 1e-6;
  });
  let pairs = 0;
  all.forEach((one, i) => all.slice(i + 1).forEach((other) => (pairs += apart(one, other) ? 0 : 1)));
  return { written: all.length, pairs };
}"""
"""How many captions were drawn last, and how many pairs overlap when taken as rectangles rotated like the words."""
