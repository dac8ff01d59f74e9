import assert from "node:assert/strict";
import test from "node:test";
import { doseWords } from "../src/dose.ts";
import { en } from "../src/strings/en.ts";
import { fill, stringsFor } from "../src/strings/index.ts";

test("places in a sentence are filled in, and those that nobody knows stay empty", () => {
  assert.equal(fill("Call {number} or {x}.", { number: "999" }), "Call 999 or .");
});

test("a dose is said in words", () => {
  const dose = { sets: 3, reps: 12, hold_s: 5, per_day: 1, days_per_week: 3 };
  assert.equal(doseWords(dose, en), "3 sets of 12, hold each for 5 seconds, once a day, 3 days a week.");
  const once = { sets: 1, reps: 1, hold_s: null, per_day: 2, days_per_week: 7 };
  assert.equal(doseWords(once, en), "once, 2 times a day, every day.");
});

test("a language without words of its own gets English", () => {
  assert.equal(stringsFor("xx-YY"), en);
});
