/** Pain from 0 to 10, with faces and words: neither colour nor face is the only sign. */
import { html, svg, type TemplateResult } from "lit";
import type { Question } from "../types.ts";
import { skip } from "./answers.ts";
import { inform, type Context } from "./parts.ts";

const FACES = 5;

export function scale(question: Question, context: Context): TemplateResult {
  const low = question.min ?? 0;
  const high = question.max ?? 10;
  const values = Array.from({ length: high - low + 1 }, (_, step) => low + step);
  const press = (value: number): void => context.say(inform(question, value), String(value));
  return html`<div class="scale" role="group" aria-label=${context.words.painGroup}>
      ${values.map((value) => {
        const band = Math.min(FACES - 1, Math.ceil(((value - low) / (high - low)) * (FACES - 1)));
        const words = context.words.pain[band] ?? "";
        return html`<button type="button" class="choice" @click=${() => press(value)}>
          ${face(band)}<b>${value}</b> <small>${words}</small>
        </button>`;
      })}
    </div>
    <div class="choices">${skip(question, context)}</div>`;
}

/** A face between content (0) and in great pain (4). */
function face(band: number): TemplateResult {
  const bend = 5 - band * 2.5;
  const brow = band > 2 ? svg`<path d="M7 9l4 2M21 9l-4 2" />` : null;
  return html`<svg viewBox="0 0 28 28" aria-hidden="true" class="face">
    <circle cx="14" cy="14" r="12" /><circle class="eye" cx="10" cy="12.5" r="1.4" /><circle class="eye" cx="18" cy="12.5" r="1.4" />
    <path d="M8.5 ${19.5 - bend / 3}q5.5 ${bend} 11 0" />${brow}
  </svg>`;
}
