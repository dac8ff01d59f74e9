/** What went wrong, in plain words, and a way on. */
import { html, nothing, type TemplateResult } from "lit";
import { EMERGENCY_NUMBER } from "../config.ts";
import { fill } from "../strings/index.ts";
import type { Trouble } from "../transport.ts";
import { choice, type Context } from "./parts.ts";

export function troubleBox(
  trouble: Trouble | null,
  online: boolean,
  again: () => void,
  { words }: Context,
): TemplateResult | typeof nothing {
  if (!trouble && online) return nothing;
  const own = !online ? words.offline : trouble?.status === 0 ? words.lost : words.failed;
  const ended = trouble?.status === 401;
  const said = online && trouble?.words ? trouble.words : ended ? words.ended : own;
  return html`<div class="box trouble"><p>${fill(said, { number: EMERGENCY_NUMBER })}</p>
    ${trouble ? choice(ended ? words.newChat : words.retry, again) : nothing}</div>`;
}
