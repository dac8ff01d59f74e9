/** The picture of the leg: regions that the question offers can be tapped, in step with its list.

 Keyboards and screen readers use the list, which has the same choices and more.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Strings } from "../strings/en.ts";
import type { Ticks } from "../ticks.ts";
import type { Option, Question } from "../types.ts";
import type { View } from "./view.ts";
import { INNER, OUTER } from "./views/sides.ts";
import { BACK, FRONT, SOLE } from "./views/upright.ts";

export const VIEWS: View[] = [FRONT, OUTER, INNER, BACK, SOLE];

export function bodyMap(
  question: Question,
  ticks: Ticks,
  words: Strings,
  toggle: (value: string) => void,
): TemplateResult | typeof nothing {
  const views = VIEWS.map((view) => ({ view, options: offered(view, question) })).filter(({ options }) => options.length);
  if (!views.length) return nothing;
  return html`<div class="map" aria-hidden="true">
    ${views.map(({ view, options }) => drawing(view, options, ticks, words, toggle))}
  </div>`;
}

/** The options of `question` that `view` has a region for. */
function offered(view: View, question: Question): Option[] {
  return question.options.filter(({ value }) => Object.hasOwn(view.regions, String(value)));
}

function drawing(view: View, options: Option[], ticks: Ticks, words: Strings, toggle: (value: string) => void): TemplateResult {
  const [width, height] = view.size;
  return html`<figure class="view-${view.name}">
    <svg viewBox="-4 0 ${width + 8} ${height}" focusable="false">
      ${view.skin.map((path) => svg`<path class="skin" d=${path} />`)}
      ${view.detail.map((path) => svg`<path class="detail" d=${path} />`)}
      ${options.map(({ value, label }) => {
        const name = String(value);
        return svg`<path class="region ${ticks.isTicked(name) ? "picked" : ""}" data-region=${name}
          d=${view.regions[name]} @click=${() => toggle(name)}><title>${label}</title></path>`;
      })}
    </svg>
    <figcaption>${words.views[view.name]}</figcaption>
  </figure>`;
}
