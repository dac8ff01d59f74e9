// Every word that the page itself says.
const emergency = document.querySelector("meta[name=emergency]");

export const WORDS = {
  trouble: "I got no answer. What you wrote is still here. If it can't wait, call {number} or see a doctor.",
  retry: "Try again",
  done: "That's all",
  tickAll: "Tick all that fit",
  atMost: "Pick {most} at most.",
  pickFirst: "Tick at least one line first.",
  unsure: "Not sure",
  noPain: "0: no pain",
  worstPain: "10: worst",
  orNumber: "Or type a number",
  send: "Send",
  skip: "I don't know",
  none: "None of these",
  dose: "How much",
  why: "Why",
  stop: "Stop if",
  feel: "You should feel",
  fromWeek: "From week",
  sets: "{sets} sets of {reps}",
  times: "{reps} times",
  once: "once",
  hold: "hold each for {hold_s} seconds",
  perDay: "{per_day} times a day",
  onceADay: "once a day",
  daysAWeek: "{days_per_week} days a week",
  everyDay: "every day",
};

/** A sentence of WORDS with its {places} filled in. */
export function fill(name, values = {}) {
  const known = { number: emergency?.content || "", ...values };
  return WORDS[name].replace(/\{(\w+)\}/g, (_, key) => known[key] ?? "");
}
