import { element } from "/page/messages.js";
import { WORDS } from "/page/words.js";

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

function ticks(question, say) {
  const box = element("fieldset");
  const rows = question.options.map((option) => tick(question, option));
  box.append(...rows.map((row) => row.node));
  const none = rows.find((row) => row.value === "none");
  rows.forEach((row) => row.input.addEventListener("change", () => {
    if (!row.input.checked) return;
    rows.filter((other) => (row === none ? other !== none : other === none)).forEach((other) => other.clear());
  }));
  const send = button(WORDS.done, () => {
    const values = rows.flatMap((row) => row.answer());
    if (!values.length) return;
    say(inform(question.slot, values.slice(0, question.max || values.length)), rows.map((row) => row.words()).filter(Boolean).join(", "));
  }, "");
  return [box, group(send, ...skip(question, say))];
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
  }, "quiet unsure");
  unsure.setAttribute("aria-label", `${WORDS.unsure}: ${option.label}`);
  unsure.setAttribute("aria-pressed", "false");
  if (question.tick_list && option.value !== "none") node.append(unsure);
  const isUnsure = () => unsure.getAttribute("aria-pressed") === "true";
  return {
    node,
    input,
    value: option.value,
    clear: () => { input.checked = false; unsure.setAttribute("aria-pressed", "false"); },
    answer: () => (isUnsure() ? [`unsure:${option.value}`] : input.checked ? [option.value] : []),
    words: () => (isUnsure() ? `${option.label} (${WORDS.unsure})` : input.checked ? option.label : ""),
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
