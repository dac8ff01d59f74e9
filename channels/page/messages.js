import { WORDS, fill } from "/page/words.js";

export function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function line(title, text) {
  const made = element("p");
  made.append(element("strong", `${title}: `), text);
  return made;
}

function doseWords(dose) {
  const parts = [
    fill(dose.sets > 1 ? "sets" : dose.reps > 1 ? "times" : "once", dose),
    dose.hold_s ? fill("hold", dose) : "",
    fill(dose.per_day > 1 ? "perDay" : "onceADay", dose),
    fill(dose.days_per_week < 7 ? "daysAWeek" : "everyDay", dose),
  ];
  return parts.filter(Boolean).join(", ");
}

function card(exercise) {
  const made = element("article", undefined, "card");
  made.append(element("h3", exercise.name));
  if (exercise.from_week) made.append(line(WORDS.fromWeek, String(exercise.from_week)));
  if (exercise.picture) {
    const picture = element("img", undefined, "picture");
    picture.src = exercise.picture.src;
    picture.alt = exercise.picture.alt;
    made.append(picture);
  }
  const steps = element("ol");
  steps.append(...exercise.steps.map((step) => element("li", step)));
  made.append(steps);
  const dose = [`${doseWords(exercise.dose)}.`, exercise.dose_note].filter(Boolean).join(" ");
  made.append(line(WORDS.feel, exercise.feel), line(WORDS.dose, dose));
  if (exercise.why) made.append(line(WORDS.why, exercise.why));
  made.append(line(WORDS.stop, exercise.stop_if.join(" ")));
  return made;
}

function isUrgent(custom) {
  return custom?.slot === "emergency_now" || ["emergency", "urgent_same_day"].includes(custom?.urgency);
}

export function drawMessage(message) {
  const whole = document.createDocumentFragment();
  const custom = message.custom;
  const cards = custom?.type === "triage_result" ? custom.exercises : custom?.type === "exercise" ? [custom] : [];
  if (message.text && custom?.type !== "exercise") {
    const mine = message.from === "person" ? " mine" : "";
    const bubble = element("p", message.text, `bubble${mine}${isUrgent(custom) ? " urgent" : ""}`);
    if (isUrgent(custom)) bubble.setAttribute("role", "alert");
    whole.append(bubble);
  }
  if (message.image) {
    const image = element("img", undefined, "picture");
    image.src = message.image;
    image.alt = message.text || "";
    whole.append(image);
  }
  if (cards.length) {
    const list = element("div", undefined, "cards");
    list.append(...cards.map(card));
    whole.append(list);
  }
  return whole.childNodes.length ? whole : null;
}
