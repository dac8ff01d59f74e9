/** What cannot wait: stays above the talk until it is read, and its number to call after that. */
import { html, nothing, type TemplateResult } from "lit";
import { EMERGENCY_NUMBER } from "../config.ts";
import { fill } from "../strings/index.ts";
import type { Message } from "../types.ts";
import { asksEmergency, choice, isUrgent, resultOf, type Context } from "./parts.ts";

/** The last message that must not be missed, null where none holds any more. */
export function urgentOf(messages: Message[]): Message | null {
  const last = [...messages].reverse().find((message) => isUrgent(message) || resultOf(message));
  if (!last || !isUrgent(last)) return null;
  const answered = messages.slice(messages.indexOf(last) + 1).some((message) => message.from === "person");
  return asksEmergency(last) && answered ? null : last;
}

/** The number that goes with an urgent message. */
export function numberOf(message: Message): string {
  return resultOf(message)?.route?.number || EMERGENCY_NUMBER;
}

export function urgentBox(message: Message, read: boolean, seen: () => void, { words }: Context): TemplateResult {
  const number = numberOf(message);
  const call = number
    ? html`<a class="call" href="tel:${number.replace(/[^\d+]/g, "")}">${fill(words.call, { number })}</a>`
    : nothing;
  if (read) return html`<div class="box read">${call}</div>`;
  return html`<div class="box" role="alert" tabindex="-1">
    <h3>${words.urgentTitle}</h3>
    <p>${message.text}</p>
    <div class="choices">${call}${asksEmergency(message) ? nothing : choice(words.seen, seen)}</div>
  </div>`;
}
