/** A dose in words. */
import { fill } from "./strings/index.ts";
import type { Strings } from "./strings/en.ts";
import type { Dose } from "./types.ts";

export function doseWords(dose: Dose, words: Strings): string {
  const parts = [
    dose.sets > 1 ? words.sets : dose.reps > 1 ? words.times : words.once,
    dose.hold_s ? words.hold : "",
    dose.per_day > 1 ? words.perDay : words.onceADay,
    dose.days_per_week < 7 ? words.daysAWeek : words.everyDay,
  ];
  return `${parts.filter(Boolean).map((part) => fill(part, { ...dose })).join(", ")}.`;
}
