import assert from "node:assert/strict";
import test from "node:test";
import { Ticks } from "../src/ticks.ts";
import type { Question } from "../src/types.ts";

const option = (value: string) => ({ value, label: value.toUpperCase(), payload: "" });

function ticks(max: number | null = null): Ticks {
  const options = ["fever", "wound", "calf", "none"].map(option);
  return new Ticks({ type: "question", slot: "signs", kind: "multiple", multiple: true, tick_list: true, options, max } as Question);
}

test("none of these stands alone, both ways", () => {
  const list = ticks();
  list.toggle("fever");
  list.toggle("none");
  assert.deepEqual(list.picked, ["none"]);
  list.toggle("wound", true);
  assert.deepEqual(list.picked, ["unsure:wound"]);
});

test("a line is ticked or not sure, never both, and a second press takes it back", () => {
  const list = ticks();
  list.toggle("fever");
  list.toggle("fever", true);
  assert.deepEqual(list.picked, ["unsure:fever"]);
  assert.equal(list.isUnsure("fever"), true);
  list.toggle("fever", true);
  assert.deepEqual(list.picked, []);
});

test("places keep the order in which they were picked, and one too many is refused", () => {
  const list = ticks(2);
  list.toggle("calf");
  list.toggle("fever");
  assert.equal(list.toggle("wound"), false);
  assert.deepEqual(list.picked, ["calf", "fever"]);
  assert.equal(list.words("?"), "CALF, FEVER");
});
