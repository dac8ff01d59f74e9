/** A number typed, or a day picked, beside the bands that a number question offers. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../strings/index.ts";
import type { Question } from "../types.ts";
import { inform, type Context } from "./parts.ts";

const DAY_MS = 86_400_000;

export function number(question: Question, context: Context): TemplateResult {
  return html`${typed(question, context)}${question.unit === "days" ? day(question, context) : nothing}`;
}

/** The day on which it began, sent as the days since then. */
function day(question: Question, { words, say }: Context): TemplateResult {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = form.querySelector("input") as HTMLInputElement;
    const days = (today - field.valueAsNumber) / DAY_MS;
    const good = days >= (question.min ?? 0) && days <= (question.max ?? Infinity);
    (form.querySelector(".hint") as HTMLElement).textContent = good ? "" : words.badDay;
    if (good) say(inform(question, days), new Date(field.valueAsNumber).toLocaleDateString(words.locale, { timeZone: "UTC" }));
    else field.focus();
  };
  return html`<form class="number" novalidate autocomplete="off" @submit=${send}>
    <label>${words.orDay}<input type="date" max=${new Date(today).toISOString().slice(0, 10)}></label>
    <button type="submit" class="choice">${words.sendDay}</button>
    <p class="hint" role="status"></p>
  </form>`;
}

function typed(question: Question, { words, say }: Context): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = form.querySelector("input") as HTMLInputElement;
    const hint = form.querySelector(".hint") as HTMLElement;
    const good = field.value !== "" && field.checkValidity();
    hint.textContent = good ? "" : fill(words.badNumber, { min: question.min, max: question.max });
    if (good) say(inform(question, Number(field.value)), field.value);
    else field.focus();
  };
  return html`<form class="number" novalidate autocomplete="off" @submit=${send}>
    <label>${words.orNumber}
      <input type="number" inputmode="numeric" step="1" min=${question.min ?? 0} max=${question.max ?? 99999}>
    </label>
    <button type="submit" class="choice">${words.send}</button>
    <p class="hint" role="status"></p>
  </form>`;
}
