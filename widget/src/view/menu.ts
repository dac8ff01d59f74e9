/** What can be done with the whole chat. */
import { html, nothing, type TemplateResult } from "lit";
import { choice, type Context } from "./parts.ts";

export const PAPERS = { "plan.pdf": "planPdf", "plan.ics": "planIcs", "summary.pdf": "summaryPdf" } as const;
export type PaperName = keyof typeof PAPERS;

export interface MenuActions {
  restart(): void;
  download(): void;
  remove(): void;
  print(): void;
  paper(name: PaperName): void;
}

export function menu(open: boolean, toggle: () => void, { words }: Context, actions: MenuActions): TemplateResult {
  const closing = (work: () => void) => (): void => {
    toggle();
    work();
  };
  return html`<button type="button" class="quiet" id="more" aria-expanded=${open} aria-controls="menu" @click=${toggle}>${words.menu}</button>
    <div id="menu" class="menu" ?hidden=${!open}>
      ${choice(words.startOver, closing(actions.restart), "quiet")}
      ${choice(words.download, closing(actions.download), "quiet")}
      ${choice(words.delete, closing(actions.remove), "quiet")}
    </div>`;
}

/** The files of a result. Without a plan there is only the summary for the clinician. */
export function papers(withPlan: boolean, { words }: Context, actions: MenuActions): TemplateResult {
  const names = (Object.keys(PAPERS) as PaperName[]).filter((name) => withPlan || name === "summary.pdf");
  return html`<section class="papers" aria-label=${words.takeaway}>
    <h3>${words.takeaway}</h3>
    <div class="choices">${names.map((name) => choice(words[PAPERS[name]], () => actions.paper(name), "quiet"))}
      ${withPlan ? choice(words.print, actions.print, "quiet") : nothing}</div>
  </section>`;
}

export function confirmRemoval(open: boolean, { words }: Context, yes: () => void, no: () => void): TemplateResult | typeof nothing {
  if (!open) return nothing;
  return html`<div class="box" role="alert"><p>${words.deleteSure}</p>
    <div class="choices">${choice(words.deleteYes, yes)}${choice(words.deleteNo, no, "choice main")}</div></div>`;
}
