/** The line for free text: always there. */
import { html, type TemplateResult } from "lit";
import type { Context } from "./parts.ts";

const MOST_LETTERS = 1000;

/** `take` returns false if it cannot be sent now; then the words stay. */
export function composer(take: (typed: string) => boolean, { words }: Context): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).querySelector("input") as HTMLInputElement;
    const typed = field.value.trim();
    if (typed && take(typed)) field.value = "";
  };
  return html`<form class="composer" autocomplete="off" @submit=${send}>
    <label class="hidden" for="words">${words.message}</label>
    <input id="words" maxlength=${MOST_LETTERS} placeholder=${words.placeholder}>
    <button type="submit" class="choice main">${words.send}</button>
  </form>`;
}
