/** One message of either side. All words are text nodes: nothing that was typed is ever markup. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../strings/index.ts";
import type { Exercise, Message } from "../types.ts";
import { curveView } from "./curve.ts";
import { exerciseOf, isUrgent, resultOf, swappedOf, type Context } from "./parts.ts";
import "./exercise.ts";

/** `taken`: what stands now in the place of each exercise of the plan that was swapped. */
export function messageView(message: Message, context: Context, server: string, taken: Map<string, Exercise>): TemplateResult {
  const shown = exerciseOf(message);
  const result = resultOf(message);
  const plan = result?.exercises ?? [];
  const curve = result?.progress?.curve;
  const exercises = shown ? [shown] : plan.map((own) => taken.get(own.instead_of ?? own.id) ?? own);
  const { words } = context;
  const swap = swappedOf(message);
  if (swap) return bubble({ ...message, text: fill(words.swapped, { name: swap.exercise.name }) }, words.you);
  return html`${message.text && !shown ? bubble(message, words.you) : nothing}
    ${curve ? curveView(curve, words.curve) : nothing}
    ${message.image ? html`<img class="picture" src=${message.image} alt=${message.text ?? ""}>` : nothing}
    ${exercises.length
      ? html`<div class="cards">${exercises.map(
          (exercise) =>
            html`<footwise-exercise .exercise=${exercise} .context=${context} .server=${server}></footwise-exercise>`,
        )}</div>`
      : nothing}`;
}

function bubble(message: Message, you: string): TemplateResult {
  const mine = message.from === "person";
  const urgent = isUrgent(message);
  const speaker = mine ? html`<span class="hidden">${you} </span>` : nothing;
  // An urgent message is an alert already: it is not announced a second time.
  return html`<p class="bubble ${mine ? "mine" : ""} ${urgent ? "urgent" : ""}"
    aria-live=${urgent ? "off" : nothing}>${speaker}<span class="words">${message.text}</span></p>`;
}
