/** Colours and sizes. A website sets the --footwise-... properties on the element. */
import { css, unsafeCSS } from "lit";

const dark = unsafeCSS(`
  --ink: #eaf1ef; --paper: #101716; --card: #1a2423; --line: #8a9b96; --brand: var(--footwise-colour-dark, #6fd0c5);
  --on-brand: var(--footwise-on-colour-dark, #06201e); --mine: #1f3a37; --danger: #ffb4ab; --danger-paper: #3b1513;
  --skin: #8d6a55; --skin-line: #e2c3ae; --region: #6fd0c533; color-scheme: dark;
`);

export const THEME = css`
  :host {
    --ink: #14211f; --paper: #f6f8f7; --card: #ffffff; --line: #6c7f7a; --brand: var(--footwise-colour, #0b5d5b);
    --on-brand: var(--footwise-on-colour, #ffffff); --mine: #dcefeb; --danger: #9b1c1c; --danger-paper: #fdecec;
    --skin: #f3d3bd; --skin-line: #8a5a3c; --region: #0b5d5b1f; color-scheme: light;
    --gap: 0.75rem; --round: var(--footwise-round, 0.75rem);
    font: 1rem/1.5 var(--footwise-font, system-ui, sans-serif); color: var(--ink);
  }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${dark} } }
  :host([theme="dark"]) { ${dark} }
  @media (prefers-contrast: more) {
    :host(:not([hidden])) { --line: currentColor; --mine: var(--card); }
  }
  * { box-sizing: border-box; }
  button, input { font: inherit; color: inherit; }
  :focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
