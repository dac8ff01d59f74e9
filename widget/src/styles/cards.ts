import { css } from "lit";

export const CARDS = css`
  .cards { display: grid; gap: var(--gap); }
  .card { padding: var(--gap); border: 1px solid var(--line); border-radius: var(--round); background: var(--card); overflow-wrap: anywhere; }
  .card p { margin: 0.35rem 0; }
  .card ol { margin: 0.35rem 0; padding-inline-start: 1.4rem; }
  .card h3 { color: var(--brand); }
  .picture { display: block; max-width: 100%; max-height: 14rem; margin: 0.4rem auto; background: #fff; border-radius: var(--round); }
  .curve { --fw-line: var(--ink); --fw-floor: var(--line); --fw-feel: var(--danger); --fw-arrow: var(--brand); margin: 0; color: var(--ink); }
  .curve svg { display: block; inline-size: 100%; max-inline-size: 30rem; direction: ltr; }
  .swaps { margin-block-start: 0.5rem; }
  summary { min-height: 1.75rem; cursor: pointer; }
  .timer { font-variant-numeric: tabular-nums; }
  @media (forced-colors: active) {
    .curve { forced-color-adjust: none; --fw-line: CanvasText; --fw-floor: GrayText; --fw-feel: CanvasText; --fw-arrow: Highlight; }
    .curve figcaption { color: CanvasText; }
  }
  .papers { display: grid; gap: 0.4rem; }
`;
