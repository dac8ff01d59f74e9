import { css } from "lit";

/** On paper: the result, its exercises and the footer, without what can be tapped. */
export const PRINT = css`
  @media print {
    :host { color: #000; background: #fff; }
    .panel { position: static; display: block; inline-size: auto; block-size: auto; max-block-size: none; border: 0; box-shadow: none; }
    .talk { overflow: visible; }
    .head button, .menu, form, .choices, .papers, .left, #answers, #urgent, .notice, .message:not(.plan), details { display: none; }
    .card { break-inside: avoid; border-color: #000; }
    .curve { --fw-line: #000; --fw-floor: #666; --fw-feel: #9b1c1c; --fw-arrow: #0b5d5b; color: #000; break-inside: avoid; }
    .picture { max-block-size: 7rem; }
  }
`;
