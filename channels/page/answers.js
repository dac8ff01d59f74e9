import { element } from "/page/messages.js";
import { WORDS, fill } from "/page/words.js";

function button(label, press, className = "choice") {
  const made = element("button", label, className);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function group(...parts) {
  const made = element("div", undefined, "choices");
  made.append(...parts);
  return made;
}

const inform = (slot, value) => `/inform${JSON.stringify({ [slot]: value })}`;

function skip(question, say) {
  return question.skippable ? [button(WORDS.skip, () => say(WORDS.skip), "quiet")] : [];
}

function single(question, say) {
  const known = question.options.some((option) => option.value === "unsure");
  const choices = question.options.map((option) => button(option.label, () => say(option.payload, option.label)));
  return [group(...choices, ...(known ? [] : skip(question, say)))];
}

function scale(question, say) {
  const row = element("div", undefined, "scale");
  row.setAttribute("role", "group");
  for (let value = question.min; value <= question.max; value += 1) {
    row.append(button(String(value), () => say(inform(question.slot, value), String(value))));
  }
  const ends = element("div", undefined, "ends");
  ends.append(element("span", WORDS.noPain), element("span", WORDS.worstPain));
  return [row, ends, group(...skip(question, say))];
}

function number(question, say) {
  const field = element("input");
  Object.assign(field, { type: "number", min: question.min, max: question.max, inputMode: "numeric" });
  field.setAttribute("aria-label", WORDS.orNumber);
  field.placeholder = WORDS.orNumber;
  const send = button(WORDS.send, () => field.value && field.checkValidity() && say(inform(question.slot, Number(field.value)), field.value), "");
  return [...single(question, say), group(field, send)];
}

const ALONE = ["none", "nowhere"];

function ticks(question, say) {
  const box = element("fieldset");
  box.setAttribute("aria-label", WORDS.tickAll);
  const hint = element("p", "", "hint");
  hint.setAttribute("role", "status");
  const rows = question.options.map((option) => tick(question, option));
  box.append(...rows.map((row) => row.node));
  // In the order they were picked: the first place is the one that matters most.
  const picked = new Set();
  const alone = (row) => ALONE.includes(row.value);
  rows.forEach((row) => row.changed(() => {
    picked.delete(row);
    hint.textContent = "";
    if (row.answer()) {
      picked.add(row);
      const gone = [...picked].filter((other) => other !== row && (alone(row) || alone(other)));
      gone.forEach((other) => { other.clear(); picked.delete(other); });
    }
    if (question.max && picked.size > question.max) {
      row.clear();
      picked.delete(row);
      hint.textContent = fill("atMost", { most: question.max });
    }
  }));
  const send = button(WORDS.done, () => {
    const chosen = [...picked];
    if (!chosen.length) {
      hint.textContent = WORDS.pickFirst;
      return;
    }
    say(inform(question.slot, chosen.map((row) => row.answer())), chosen.map((row) => row.words()).join(", "));
  }, "");
  return [box, hint, group(send, ...skip(question, say))];
}

function tick(question, option) {
  const node = element("div", undefined, "tick");
  const label = element("label");
  const input = element("input");
  input.type = "checkbox";
  label.append(input, element("span", option.label));
  node.append(label);
  const unsure = button(WORDS.unsure, () => {
    const pressed = unsure.getAttribute("aria-pressed") !== "true";
    unsure.setAttribute("aria-pressed", String(pressed));
    if (pressed) input.checked = false;
    tell();
  }, "quiet unsure");
  unsure.setAttribute("aria-label", `${WORDS.unsure}: ${option.label}`);
  unsure.setAttribute("aria-pressed", "false");
  if (question.tick_list && option.value !== "none") node.append(unsure);
  const isUnsure = () => unsure.getAttribute("aria-pressed") === "true";
  let tell = () => {};
  input.addEventListener("change", () => {
    unsure.setAttribute("aria-pressed", "false");
    tell();
  });
  return {
    node,
    value: option.value,
    changed: (told) => { tell = told; },
    clear: () => { input.checked = false; unsure.setAttribute("aria-pressed", "false"); },
    answer: () => (isUnsure() ? `unsure:${option.value}` : input.checked ? option.value : null),
    words: () => (isUnsure() ? `${option.label} (${WORDS.unsure})` : option.label),
  };
}

function summary(question, buttons, say) {
  const changes = buttons.filter((b) => !question.options.some((option) => option.payload === b.payload));
  return [...single({ ...question, options: question.options.slice(0, 1) }, say), ...plain(changes, say)];
}

function plain(buttons, say) {
  return buttons.length ? [group(...buttons.map((b) => button(b.title, () => say(b.payload, b.title))))] : [];
}

export function drawAnswers(question, buttons, say) {
  if (!question) return plain(buttons, say);
  if (question.slot === "summary_ok") return summary(question, buttons, say);
  if (question.multiple) return ticks(question, say);
  const draw = { scale, number }[question.kind] || single;
  return [...draw(question, say), ...plain(buttons, say)];
}
