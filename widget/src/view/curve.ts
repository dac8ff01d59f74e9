/** How the pain and the exercises went over the check-ins: the server's drawing, in the page's colours. */
import { html, type TemplateResult } from "lit";
import type { Curve } from "../types.ts";

/** All that the drawing is made of; anything else in it is left out. */
const SHAPES = new Set(["svg", "path", "rect", "polyline", "circle", "text"]);
const PLACES = ["viewBox", "d", "points", "x", "y", "width", "height", "cx", "cy", "r"];
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-family", "text-anchor"];
const ATTRIBUTES = new Set([...PLACES, ...LOOKS]);
/** A colour can be an address too, also one written with escapes: neither gets in. */
const HARMLESS = /^(?!.*url)[\w\s.,#%()-]*$/i;
const SVG = "http://www.w3.org/2000/svg";

/** The drawing with its words for who cannot see it; nothing drawn if it is no SVG. */
export function curveView({ svg, alt }: Curve, title: string): TemplateResult {
  const drawn = drawing(svg);
  drawn?.setAttribute("aria-hidden", "true");
  return html`<figure class="curve"><figcaption>${title}</figcaption>${drawn}<p class="hidden">${alt}</p></figure>`;
}

/** The shapes of `svg`, without what could run or fetch anything; null if it is no SVG. */
function drawing(svg: string): Element | null {
  const { documentElement: root } = new DOMParser().parseFromString(svg, "image/svg+xml");
  if (root.localName !== "svg" || root.namespaceURI !== SVG) return null;
  for (const part of [root, ...root.querySelectorAll("*")]) {
    if (!SHAPES.has(part.localName) || part.namespaceURI !== SVG) part.remove();
    for (const { name, value } of [...part.attributes]) {
      if (!ATTRIBUTES.has(name) || !HARMLESS.test(value)) part.removeAttribute(name);
    }
  }
  return document.importNode(root, true);
}
