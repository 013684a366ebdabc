import assert from "node:assert/strict";
import { test } from "node:test";
import { Pen, escaped } from "../../graph/data/view/pen.js";

const pen = () => new Pen((text) => ({ width: text.length }));
const view = { left: -10, top: -5, right: 10, bottom: 5 };
const how = { paper: "#fff", scale: 2, title: "A <view>" };

test("what is written is text, whatever it holds", () => {
  const drawn = pen();
  drawn.fillText('</text><script>x</script>&"\u0000\ud800', 0, 0);
  const picture = drawn.picture(view, how);
  assert.ok(!picture.includes("<script>"));
  assert.match(picture, /&lt;\/text&gt;&lt;script&gt;x&lt;\/script&gt;&amp;&quot;\ufffd\ufffd<\/text>/);
  assert.match(picture, /<title>A &lt;view&gt;<\/title>/);
  assert.equal(escaped("a'b"), "a'b");
});

test("the picture is as large as the view", () => {
  assert.match(pen().picture(view, how), /^<svg [^>]*viewBox="-10 -5 20 10" width="40" height="20">/);
});

test("lines, curves and circles keep their places, under what moves them", () => {
  const drawn = pen();
  drawn.save();
  drawn.translate(10, 20);
  drawn.rotate(Math.PI / 2);
  drawn.scale(2, 3);
  drawn.setLineDash([9, 6]);
  drawn.lineWidth = 1.5;
  drawn.beginPath();
  drawn.moveTo(0, 0);
  drawn.lineTo(1 / 3, 1);
  drawn.quadraticCurveTo(1, 2, 3, 4);
  drawn.stroke();
  drawn.restore();
  drawn.globalAlpha = 0.13;
  drawn.beginPath();
  drawn.arc(5, 5, 2);
  drawn.fill();
  const [curve = "", circle = ""] = drawn.marks;
  assert.match(curve, /d="M0 0L0.33 1Q1 2 3 4"/);
  assert.match(curve, /stroke-dasharray="9 6"/);
  assert.match(curve, /transform="matrix\(0 2 -3 0 10 20\)"/);
  assert.match(circle, /d="M7 5A2 2 0 1 1 3 5A2 2 0 1 1 7 5"/);
  assert.match(circle, /opacity="0.13"/);
  assert.ok(!circle.includes("transform") && !circle.includes("dash"));
});
