import { css } from "lit";

export const PANEL = css`
  #launcher {
    position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000; padding: 0.8rem 1.2rem;
    border: 2px solid var(--on-brand); border-radius: 2rem; background: var(--brand); color: var(--on-brand);
    font-weight: 600; cursor: pointer; max-width: calc(100vw - 2rem);
  }
  :host([position="left"]) #launcher, :host([position="left"]) .floating { inset-inline: 1rem auto; }
  .panel { display: flex; flex-direction: column; background: var(--paper); color: var(--ink); overflow: clip; }
  .floating {
    position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483001; width: 26rem;
    height: min(46rem, calc(100dvh - 2rem)); border: 1px solid var(--line); border-radius: var(--round);
    box-shadow: 0 0.5rem 2rem #0005;
  }
  .inline { height: 100%; min-height: 30rem; border-radius: var(--round); }
  @media (max-width: 30rem), (max-height: 30rem) {
    .floating, :host([position="left"]) .floating { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; }
  }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; padding: 0.5rem var(--gap); position: relative; border-block-end: 1px solid var(--line); }
  .head .quiet { padding-inline: 0.5rem; }
  h2 { margin: 0; margin-inline-end: auto; font-size: 1.15rem; color: var(--brand); }
  h3 { margin: 0; font-size: 1.05rem; }
  .menu { position: absolute; inset-block-start: 100%; inset-inline-end: 0.5rem; z-index: 1; display: grid; gap: 0.4rem; padding: 0.5rem; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); }
  .talk { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; gap: var(--gap); padding: var(--gap); }
  .talk:focus-visible { outline-offset: -3px; }
  #log, .message { display: flex; flex-direction: column; gap: 0.5rem; }
  .message:empty { display: none; }
  .bubble { margin: 0; max-width: 90%; padding: 0.6rem 0.8rem; border: 1px solid var(--line); border-radius: var(--round); background: var(--card); align-self: flex-start; overflow-wrap: anywhere; }
  .words, .box p { white-space: pre-line; }
  .mine { align-self: flex-end; background: var(--mine); }
  .urgent { border: 3px solid var(--danger); background: var(--danger-paper); max-width: 100%; font-weight: 600; }
  .thinking, .notice { margin: 0; font-style: italic; }
  .notice:not(:empty) { padding: 0.3rem var(--gap); }
  .box { padding: 0.6rem var(--gap); border: 3px solid var(--danger); background: var(--danger-paper); max-height: 60dvh; overflow-y: auto; overflow-wrap: anywhere; }
  #way-back { border-color: var(--line); background: var(--card); }
  .box p { margin: 0.3rem 0; }
  .box.read { border-width: 0 0 2px; }
  .call { display: inline-block; padding: 0.6rem 1rem; min-height: 2.75rem; border-radius: var(--round); background: var(--danger); color: var(--paper); font-weight: 700; text-decoration: none; }
  @media (forced-colors: active) { .call { background: Canvas; color: LinkText; border: 3px solid; } }
  .composer { display: flex; gap: 0.5rem; padding: 0.5rem var(--gap); border-block-start: 1px solid var(--line); }
  .composer input { flex: 1; min-width: 0; min-height: 2.75rem; padding: 0.4rem 0.7rem; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); }
  ::placeholder { color: inherit; opacity: 0.8; }
  .foot { margin: 0; padding: 0 var(--gap) 0.5rem; font-size: 0.8rem; }
`;
