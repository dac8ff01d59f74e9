/** How the pain and the exercises went over the check-ins: the server's drawing, in the page's colours. */
import { html, type TemplateResult } from "lit";
import type { Curve } from "../types.ts";

/** All that the drawing is made of; anything else in it is left out. */
const SHAPES = new Set(["svg", "path", "rect", "polyline", "circle", "text"]);
const NEVER = /^(on|style$|href$|xlink:|class$|id$)/i;

/** The drawing with its words for who cannot see it; nothing drawn if it is no SVG. */
export function curveView({ svg, alt }: Curve, title: string): TemplateResult {
  const drawn = drawing(svg);
  drawn?.setAttribute("aria-hidden", "true");
  return html`<figure class="curve"><figcaption>${title}</figcaption>${drawn}<p class="hidden">${alt}</p></figure>`;
}

/** The shapes of `svg`, without what could run or fetch anything; null if it is no SVG. */
function drawing(svg: string): Element | null {
  const { documentElement: root } = new DOMParser().parseFromString(svg, "image/svg+xml");
  if (root.localName !== "svg") return null;
  for (const part of [root, ...root.querySelectorAll("*")]) {
    if (!SHAPES.has(part.localName)) part.remove();
    for (const { name } of [...part.attributes]) if (NEVER.test(name)) part.removeAttribute(name);
  }
  return document.importNode(root, true);
}
