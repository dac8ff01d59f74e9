/** A number typed beside the bands that a number question offers. */
import { html, type TemplateResult } from "lit";
import { fill } from "../strings/index.ts";
import type { Question } from "../types.ts";
import { inform, type Context } from "./parts.ts";

export function number(question: Question, { words, say }: Context): TemplateResult {
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
