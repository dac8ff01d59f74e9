/** The link back to a kept plan: its token stands in the address, behind "#". */
import { html, nothing, type TemplateResult } from "lit";
import { choice, type Context } from "./view/parts.ts";

const MARK = /^#footwise=([\w.-]+)$/;

/** The token in the address, which does not stay there: who looks at the screen or goes back finds none. */
export function takeLink(): string | null {
  const token = MARK.exec(location.hash)?.[1] ?? null;
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

/** Asks before anything is opened: a link of somebody else would lead into their plan. */
export function askWhose(open: boolean, { words }: Context, mine: () => void, other: () => void): TemplateResult | typeof nothing {
  if (!open) return nothing;
  return html`<div class="box" id="way-back" role="alert"><p>${words.backSure}</p>
    <div class="choices">${choice(words.backYes, mine, "choice main")}${choice(words.backNo, other)}</div></div>`;
}
