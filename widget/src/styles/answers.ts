import { css } from "lit";

export const ANSWERS = css`
  #answers, footwise-ticks { display: grid; gap: 0.5rem; }
  .left { margin: 0; font-size: 0.85rem; }
  .choices { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .choice, .quiet { min-height: 2.75rem; padding: 0.45rem 0.9rem; border: 2px solid var(--brand); border-radius: var(--round); background: var(--card); text-align: start; cursor: pointer; overflow-wrap: anywhere; }
  .choice:hover, .quiet:hover { background: var(--mine); }
  .main { background: var(--brand); color: var(--on-brand); font-weight: 600; }
  .main:hover { background: var(--brand); text-decoration: underline; }
  .quiet { border: 1px solid var(--line); padding: 0.3rem 0.7rem; }
  [aria-pressed="true"], [aria-pressed="true"]:hover { background: var(--brand); color: var(--on-brand); }
  .ticks { display: grid; gap: 0.3rem; margin: 0; padding: 0; border: 0; min-width: 0; }
  legend { padding: 0 0 0.3rem; }
  .tick { display: flex; gap: 0.5rem; align-items: center; min-width: 0; }
  .tick label { flex: 1; min-width: 0; display: flex; gap: 0.6rem; align-items: center; min-height: 2.75rem; padding: 0.3rem 0.6rem; border: 1px solid var(--line); border-radius: var(--round); background: var(--card); cursor: pointer; overflow-wrap: anywhere; }
  .tick label:has(:checked) { background: var(--mine); border-color: var(--brand); }
  .tick input { flex: none; width: 1.3rem; height: 1.3rem; margin: 0; accent-color: var(--brand); }
  .unsure { flex: none; font-size: 0.85rem; }
  .hint { margin: 0; font-weight: 600; }
  .hint:empty { display: none; }
  .number { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
  .number input { display: block; width: 8rem; min-height: 2.75rem; padding: 0.3rem 0.6rem; border: 1px solid var(--line); border-radius: var(--round); background: var(--card); }
  .scale { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.9rem, 1fr)); gap: 0.35rem; }
  .scale .choice { display: grid; justify-items: center; padding: 0.3rem 0.1rem; text-align: center; }
  .scale small { font-size: 0.75rem; }
  .face { width: 1.75rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
  .eye { fill: currentColor; stroke: none; }
  .map { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: center; }
  .map figure { margin: 0; text-align: center; flex: 0 1 auto; width: 30%; max-width: 9.5rem; }
  .map .view-outer, .map .view-inner { width: 38%; max-width: 13rem; }
  .map figcaption { font-size: 0.85rem; }
  .map svg { display: block; width: 100%; height: auto; }
  .skin { fill: var(--skin); stroke: var(--skin-line); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .detail { fill: none; stroke: var(--skin-line); stroke-width: 1.4; stroke-linecap: round; opacity: 0.8; }
  .region { fill: var(--region); stroke: var(--brand); stroke-width: 1.5; stroke-dasharray: 4 3; cursor: pointer; }
  .region:hover { fill: var(--brand); fill-opacity: 0.35; }
  .region.picked { fill: var(--brand); fill-opacity: 0.75; stroke-dasharray: none; stroke-width: 3; }
  @media (forced-colors: active) {
    .region { fill: transparent; stroke: CanvasText; }
    .region.picked { fill: Highlight; fill-opacity: 1; stroke: Highlight; }
    .detail { stroke: CanvasText; }
    [aria-pressed="true"], .main { outline: 2px solid Highlight; }
    .skin { fill: Canvas; stroke: CanvasText; }
  }
`;
