/** The answers to the open question, or the buttons of the last turn. */
import { html, nothing, type TemplateResult } from "lit";
import type { Button, Question } from "../types.ts";
import { choice, type Context } from "./parts.ts";
import { number } from "./number.ts";
import { scale } from "./scale.ts";
import "./ticks.ts";

const SUMMARY = "summary_ok";

export function answers(question: Question | null, buttons: Button[], context: Context): TemplateResult {
  if (!question) return plain(buttons, context);
  const known = new Set(question.options.map((option) => option.label));
  const extra = buttons.filter((button) => !known.has(button.title));
  return html`${ofKind(question, context)}${plain(extra, context)}`;
}

function ofKind(question: Question, context: Context): TemplateResult {
  if (question.multiple) return html`<footwise-ticks .question=${question} .context=${context}></footwise-ticks>`;
  if (question.kind === "scale") return scale(question, context);
  if (question.kind === "number") return html`${single(question, context)}${number(question, context)}`;
  // Each line of the summary has a button of its own, so "something is wrong" needs none.
  if (question.slot === SUMMARY) return single({ ...question, options: question.options.slice(0, 1) }, context);
  return single(question, context);
}

function single(question: Question, context: Context): TemplateResult {
  const options = question.options.map((option) => choice(option.label, () => context.say(option.payload, option.label)));
  const known = question.options.some((option) => option.value === "unsure");
  return html`<div class="choices">${options}${known ? nothing : skip(question, context)}</div>`;
}

/** "I don't know", where the question may be skipped. */
export function skip(question: Question, { words, say }: Context): TemplateResult | typeof nothing {
  return question.skippable ? choice(words.skip, () => say(words.skip), "quiet") : nothing;
}

function plain(buttons: Button[], { say }: Context): TemplateResult {
  const choices = buttons.map((button) => choice(button.title, () => say(button.payload, button.title)));
  return html`${buttons.length ? html`<div class="choices">${choices}</div>` : nothing}`;
}

