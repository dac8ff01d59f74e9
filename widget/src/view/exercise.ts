/** One exercise: picture, steps, how much, a timer for the hold and a counter for the sets. */
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { doseWords } from "../dose.ts";
import { fill } from "../strings/index.ts";
import type { Exercise } from "../types.ts";
import { choice, type Context } from "./parts.ts";

export class ExerciseCard extends LitElement {
  static override properties = {
    exercise: { attribute: false },
    context: { attribute: false },
    server: { attribute: false },
    left: { state: true },
    done: { state: true },
    picture: { state: true },
  };
  declare exercise: Exercise;
  declare context: Context;
  declare server: string;
  declare left: number | null;
  declare done: number;
  declare picture: boolean;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.left = null;
    this.done = 0;
    this.picture = true;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override render(): TemplateResult {
    const { exercise } = this;
    const { words } = this.context;
    const dose = [doseWords(exercise.dose, words), exercise.dose_note].filter(Boolean).join(" ");
    return html`<article class="card" aria-label=${exercise.name}>
      <h3 tabindex="-1" data-place=${exercise.instead_of ?? exercise.id}>${exercise.name}</h3>
      ${this.pictureView()}
      ${exercise.from_week ? line(words.fromWeek, String(exercise.from_week)) : nothing}
      <ol>${exercise.steps.map((step) => html`<li>${step}</li>`)}</ol>
      ${line(words.feel, exercise.feel)}${line(words.dose, dose)}
      ${exercise.why ? line(words.why, exercise.why) : nothing}${line(words.stop, exercise.stop_if.join(" "))}
      <div class="choices">${this.timer()}${this.counter()}</div>
      ${this.swaps()}${this.sources()}
    </article>`;
  }

  /** Shown if the server has one. */
  private pictureView(): TemplateResult | typeof nothing {
    const source = `${this.server}/pictures/${encodeURIComponent(this.exercise.id)}.svg`;
    const gone = (): void => {
      this.picture = false;
    };
    return this.picture ? html`<img class="picture" src=${source} alt="" loading="lazy" @error=${gone}>` : nothing;
  }

  private timer(): TemplateResult | typeof nothing {
    const hold = this.exercise.dose.hold_s;
    if (!hold) return nothing;
    const { words } = this.context;
    const label = this.left ? fill(words.timerLeft, { left: this.left }) : fill(words.timer, { hold_s: hold });
    const done = this.left === 0 ? html`<span role="status">${words.timerDone}</span>` : nothing;
    return html`${choice(label, () => this.start(hold), "quiet timer")}${done}`;
  }

  private start(hold: number): void {
    clearInterval(this.ticking);
    this.left = hold;
    this.ticking = setInterval(() => {
      this.left = (this.left ?? 1) - 1;
      if (this.left <= 0) clearInterval(this.ticking);
    }, 1000);
  }

  private counter(): TemplateResult | typeof nothing {
    const { sets } = this.exercise.dose;
    if (sets < 2) return nothing;
    const { words } = this.context;
    const count = (): void => {
      this.done = this.done >= sets ? 0 : this.done + 1;
    };
    const label = this.done ? fill(words.setsDone, { done: this.done, sets }) : words.countSet;
    return choice(label, count, "quiet counter");
  }

  /** The other exercises that may stand in its place. */
  private swaps(): TemplateResult | typeof nothing {
    const { words, say } = this.context;
    const labels = { easier: words.swapEasier, harder: words.swapHarder, other: words.swapOther };
    const offered = (this.exercise.swaps ?? []).map((swap) => {
      const label = fill(labels[swap.way], { name: swap.name });
      return choice(label, () => say(swap.payload, label), "quiet");
    });
    return offered.length ? html`<div class="choices swaps">${offered}</div>` : nothing;
  }

  private sources(): TemplateResult | typeof nothing {
    const sources = (this.exercise.sources ?? []).filter((source) => typeof source !== "string");
    if (!sources.length) return nothing;
    const names = sources.map(({ title, url }) => html`<li>${url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${title}</a>` : title}</li>`);
    return html`<details><summary>${this.context.words.sources}</summary><ul>${names}</ul></details>`;
  }
}

function line(title: string, words: string): TemplateResult {
  return html`<p><strong>${title}:</strong> ${words}</p>`;
}

customElements.define("footwise-exercise", ExerciseCard);
