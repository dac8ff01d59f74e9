/** A tick-list; for body maps with the picture above it, kept in step. */
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { fill } from "../strings/index.ts";
import { Ticks } from "../ticks.ts";
import type { Option, Question } from "../types.ts";
import { bodyMap } from "../map/body-map.ts";
import { skip } from "./answers.ts";
import { choice, inform, type Context } from "./parts.ts";

export class TickList extends LitElement {
  static override properties = { question: { attribute: false }, context: { attribute: false }, hint: { state: true } };
  declare question: Question;
  declare context: Context;
  declare hint: string;
  private ticks!: Ticks;

  constructor() {
    super();
    this.hint = "";
  }

  /** In the widget's own shadow root, so that its styles hold. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("question")) this.ticks = new Ticks(this.question);
  }

  override render(): TemplateResult {
    const { question, context } = this;
    const isMap = question.kind === "body_map";
    return html`${isMap ? bodyMap(question, this.ticks, context.words, (value: string) => this.toggle(value)) : nothing}
      <fieldset class="ticks ${isMap ? "columns" : ""}">
        <legend>${isMap ? context.words.mapHint : context.words.tickAll}</legend>
        ${question.options.map((option) => this.line(option))}
      </fieldset>
      <p class="hint" role="status">${this.hint}</p>
      <div class="choices">${choice(context.words.done, () => this.send(), "choice main")}${skip(question, context)}</div>`;
  }

  private line(option: Option): TemplateResult {
    const value = String(option.value);
    const { words } = this.context;
    const unsure = html`<button type="button" class="quiet unsure" aria-pressed=${this.ticks.isUnsure(value)}
      aria-label="${words.unsure}: ${option.label}" @click=${() => this.toggle(value, true)}>${words.unsure}</button>`;
    return html`<div class="tick">
      <label><input type="checkbox" .checked=${this.ticks.isTicked(value)} @change=${() => this.toggle(value)}
        ><span>${option.label}</span></label>
      ${this.question.tick_list && value !== "none" ? unsure : nothing}
    </div>`;
  }

  private toggle(value: string, unsure = false): void {
    const taken = this.ticks.toggle(value, unsure);
    this.hint = taken ? "" : fill(this.context.words.atMost, { most: this.question.max });
    this.requestUpdate();
    // A box that the browser ticked itself is put back in step.
    void this.updateComplete.then(() => this.sync());
  }

  private sync(): void {
    this.querySelectorAll("input").forEach((input, index) => {
      input.checked = this.ticks.isTicked(String(this.question.options[index]?.value));
    });
  }

  private send(): void {
    const { words, say } = this.context;
    if (!this.ticks.picked.length) this.hint = words.pickFirst;
    else say(inform(this.question, this.ticks.picked), this.ticks.words(words.unsure));
  }
}

customElements.define("footwise-ticks", TickList);
