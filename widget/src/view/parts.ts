/** Small parts that several views share. */
import { html, type TemplateResult } from "lit";
import type { Strings } from "../strings/en.ts";
import type { Exercise, Message, Question, Result, Swapped } from "../types.ts";

export type Say = (message: string, label?: string) => void;

/** What every view gets: the words, and a way to answer. */
export interface Context {
  words: Strings;
  say: Say;
  /** Of the clinic's diagnosis section, as the page gives it; "" for none. */
  diagnosisUrl: string;
}

/** The tap that answers `question` with `value`. */
export function inform(question: Question, value: unknown): string {
  return `/inform${JSON.stringify({ [question.slot]: value })}`;
}

export function choice(label: string, press: () => void, style = "choice"): TemplateResult {
  return html`<button type="button" class=${style} @click=${press}>${label}</button>`;
}

export function resultOf(message: Message): Result | null {
  return message.custom?.type === "triage_result" ? message.custom : null;
}

export function exerciseOf(message: Message): Exercise | null {
  return message.custom?.type === "exercise" ? message.custom : null;
}

export function swappedOf(message: Message): Swapped | null {
  return message.custom?.type === "exercise_swapped" ? message.custom : null;
}

export function questionOf(message: Message): Question | null {
  return message.custom?.type === "question" ? message.custom : null;
}

/** Whether `message` asks if an emergency sign is happening now. */
export function asksEmergency(message: Message): boolean {
  return questionOf(message)?.slot === "emergency_now";
}

/** Whether `message` must not be missed. */
export function isUrgent(message: Message): boolean {
  const urgency = resultOf(message)?.urgency ?? "";
  return asksEmergency(message) || ["emergency", "urgent_same_day"].includes(urgency);
}
