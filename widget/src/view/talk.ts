/** The part that scrolls: what was said, the papers of a result, and the answers. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Chat } from "../chat.ts";
import { fill } from "../strings/index.ts";
import type { Button, Result } from "../types.ts";
import { answers } from "./answers.ts";
import { papers, type MenuActions } from "./menu.ts";
import { messageView } from "./message.ts";
import { choice, resultOf, swappedOf, type Context } from "./parts.ts";

export function talk(chat: Chat, context: Context, server: string, actions: MenuActions): TemplateResult {
  const { words } = context;
  const result = chat.messages.map(resultOf).filter(Boolean).pop();
  const taken = new Map(chat.messages.map(swappedOf).filter((swap) => swap !== null).map((swap) => [swap.place, swap.exercise]));
  const over = !chat.kept && !chat.link && !chat.busy && !chat.trouble;
  return html`<div class="talk" id="talk" tabindex="0" role="group" aria-label=${words.talk}>
    <div id="log" role="log" aria-live="polite" aria-label=${words.talk}>
      ${chat.messages.map((message) => html`<div class="message ${resultOf(message) ? "plan" : ""}">${messageView(message, context, server, taken)}</div>`)}
    </div>
    <p class="thinking" ?hidden=${!chat.busy}>${words.thinking}</p>
    ${result ? diagnosisLink(result, context) : nothing}
    ${result ? papers(result.exercises.length > 0, context, actions) : nothing}
    ${progress(chat, context)}
    <div id="answers" role="group" aria-label=${words.answers}>${open(chat, context)}</div>
    ${over ? choice(words.newChat, actions.restart, "choice main") : nothing}
  </div>`;
}

/** The page's own link to its diagnosis section: not beside what cannot wait, and to websites alone. */
function diagnosisLink(result: Result, { words, diagnosisUrl }: Context): TemplateResult | typeof nothing {
  const link = document.createElement("a");
  link.href = diagnosisUrl;
  const waits = result.urgency === "self_care" || result.urgency === "see_clinician_soon";
  if (!diagnosisUrl || !waits || !/^https?:$/.test(link.protocol)) return nothing;
  return html`<p><a href=${link.href} target="_blank" rel="noopener noreferrer">${words.diagnosisSection}</a></p>`;
}

/** About how many questions are left, where one is asked. */
function progress(chat: Chat, { words }: Context): TemplateResult | typeof nothing {
  const asked = chat.messages.slice(chat.seen).some((message) => message.custom?.type === "question");
  const left = asked && !chat.unsent ? chat.question?.left : null;
  if (!left) return nothing;
  return html`<p class="left">${left > 1 ? fill(words.left, { left }) : words.lastOne}</p>`;
}

/** The answers to the last turn; drawn anew for each, so that no tick is left from the one before. */
function open(chat: Chat, context: Context): unknown {
  if (chat.unsent) return nothing;
  const turn = chat.messages.slice(chat.seen);
  const asked = turn.some((message) => message.custom?.type === "question");
  const buttons = turn.flatMap((message): Button[] => message.buttons ?? []);
  return keyed(chat.messages.length, answers(asked ? chat.question : null, buttons, context));
}
