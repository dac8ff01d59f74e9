/** The element `<foot-wise>`: a button that opens the chat, or the chat itself (mode="inline"). */
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { Chat } from "./chat.ts";
import { EMERGENCY_NUMBER, HOME } from "./config.ts";
import { printAlone } from "./print.ts";
import { saveFile } from "./save.ts";
import { SocketLine } from "./socket.ts";
import { Store, tabStorage } from "./storage.ts";
import { fill, stringsFor } from "./strings/index.ts";
import { STYLES } from "./styles/index.ts";
import { HttpLine } from "./transport.ts";
import type { Message } from "./types.ts";
import { urgentBox, urgentOf } from "./view/alert.ts";
import { composer } from "./view/composer.ts";
import { confirmRemoval, menu, type MenuActions, type PaperName } from "./view/menu.ts";
import { resultOf, swappedOf, type Context } from "./view/parts.ts";
import { partsDrawn, showNew } from "./view/scroll.ts";
import { talk } from "./view/talk.ts";
import { troubleBox } from "./view/trouble.ts";
import { askWhose, takeLink } from "./way-back.ts";

export class FootWise extends LitElement {
  static override styles = STYLES;
  static override properties = {
    mode: {},
    heading: {},
    server: {},
    lang: {},
    diagnosisUrl: { attribute: "diagnosis-url" },
    isOpen: { state: true },
    menuOpen: { state: true },
    removing: { state: true },
    notice: { state: true },
    online: { state: true },
    read: { state: true },
  };
  declare mode: string;
  declare heading: string;
  declare server: string;
  declare lang: string;
  declare diagnosisUrl: string;
  declare isOpen: boolean;
  declare menuOpen: boolean;
  declare removing: boolean;
  declare notice: string;
  declare online: boolean;
  /** The urgent message that the person has said to have read. */
  declare read: Message | null;
  private readonly chat: Chat;
  private begun = false;
  private hadFocus = false;
  private drawn: Message[] = [];

  constructor() {
    super();
    Object.assign(this, { mode: "panel", heading: "", server: HOME, lang: "", diagnosisUrl: "" });
    Object.assign(this, { isOpen: false, menuOpen: false, removing: false, notice: "", online: navigator.onLine, read: null });
    const channel = {
      start: (back?: string) => HttpLine.start(this.server, back),
      line: (token: string, listener: { changed(): void; opened(): void }) => new SocketLine(this.server, token, listener),
    };
    this.chat = new Chat(channel, new Store(tabStorage()), {
      changed: () => this.requestUpdate(),
      answered: (slot) => this.tell("footwise-answered", { slot }),
      heard: (messages) => this.heard(messages),
    });
  }

  /** Opens the panel and puts the focus into it. */
  open(): void {
    this.isOpen = true;
    this.begin();
    this.tell("footwise-opened", {});
    void this.updateComplete.then(() => this.find("#way-back button, #words")?.focus());
  }

  /** Closes the panel; the focus goes back to the button that opened it. */
  close(): void {
    this.isOpen = false;
    this.menuOpen = false;
    void this.updateComplete.then(() => this.find("#launcher")?.focus());
  }

  /** Says `words` for the person. */
  say(words: string): Promise<void> {
    return this.chat.say(words);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("online", this.onNetwork);
    window.addEventListener("offline", this.onNetwork);
    window.addEventListener("hashchange", this.onLink);
    this.onLink();
    if (this.mode === "inline") this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.onNetwork);
    window.removeEventListener("offline", this.onNetwork);
    window.removeEventListener("hashchange", this.onLink);
    this.chat.leave();
  }

  override willUpdate(): void {
    this.hadFocus ||= Boolean(this.renderRoot?.querySelector?.("#answers :focus"));
  }

  override updated(): void {
    const { messages, seen, unsent } = this.chat;
    if (messages === this.drawn) return;
    this.drawn = messages;
    void partsDrawn(this.renderRoot).then(() => {
      const swap = messages.slice(seen).map(swappedOf).find(Boolean);
      if (swap && !unsent) {
        this.find(`[data-place="${swap.place}"]`)?.focus();
        return;
      }
      showNew(this.renderRoot, unsent ? messages.length : seen);
      if (!this.hadFocus || unsent) return;
      this.hadFocus = false;
      this.find("#answers button, #answers input, #talk")?.focus({ preventScroll: true });
    });
  }

  override render(): TemplateResult {
    const { words } = this.context;
    const inline = this.mode === "inline";
    const launcher = html`<button type="button" id="launcher" part="launcher" @click=${() => this.open()}>${words.open}</button>`;
    if (!inline && !this.isOpen) return launcher;
    return html`<section class="panel ${inline ? "inline" : "floating"}" part="panel" role=${inline ? "region" : "dialog"}
        aria-labelledby="heading" aria-busy=${this.chat.busy} @keydown=${(event: KeyboardEvent) => this.onKey(event)}>
      ${this.header(inline)}${this.alerts()}${talk(this.chat, this.context, this.server, this.actions)}
      ${composer((typed) => this.type(typed), this.context)}
      <p class="foot">${fill(words.footer, { number: EMERGENCY_NUMBER })}</p>
    </section>`;
  }

  private get context(): Context {
    const words = stringsFor(this.lang || document.documentElement.lang);
    const { diagnosisUrl } = this;
    return { words, diagnosisUrl, say: (message, label) => void this.chat.say(message, label) };
  }

  private header(inline: boolean): TemplateResult {
    const { words } = this.context;
    const toggle = (): void => {
      this.menuOpen = !this.menuOpen;
    };
    return html`<div class="head">
      <h2 id="heading">${this.heading || words.heading}</h2>
      <button type="button" class="quiet" @click=${() => this.context.say(words.goBack, words.back)}>${words.back}</button>
      ${menu(this.menuOpen, toggle, this.context, this.actions)}
      ${inline ? nothing : html`<button type="button" class="quiet" @click=${() => this.close()}>${words.close}</button>`}
    </div>`;
  }

  private alerts(): TemplateResult {
    const { chat, context } = this;
    const urgent = urgentOf(chat.messages);
    const seen = (): void => {
      this.read = urgent;
      void this.updateComplete.then(() => this.find("#words")?.focus());
    };
    const stop = (): void => {
      this.removing = false;
    };
    const again = (): void => void chat.again();
    const comeBack = (): void => void chat.comeBack(context.words.hello);
    return html`<div id="urgent">${urgent ? urgentBox(urgent, this.read === urgent, seen, context) : nothing}</div>
      ${askWhose(chat.link !== null, context, comeBack, () => void chat.stay())}
      ${confirmRemoval(this.removing, context, () => void this.erase(), stop)}
      <div id="trouble" role="alert">${troubleBox(chat.trouble, this.online, chat.link ? comeBack : again, context)}</div>
      <div role="status" class="notice">${this.notice}</div>`;
  }

  private get actions(): MenuActions {
    return {
      restart: () => void this.restart(),
      download: () => void this.saved(async () => new Blob([await this.chat.data()], { type: "application/json" }), "chat.json"),
      remove: () => {
        this.removing = true;
      },
      print: () => printAlone(),
      paper: (name: PaperName) => {
        const line = new HttpLine(this.server, this.chat.kept?.token);
        void this.saved(() => line.paper(name), name);
      },
    };
  }

  private async restart(): Promise<void> {
    this.notice = "";
    await this.chat.begin();
  }

  private async erase(): Promise<void> {
    this.removing = false;
    if (await this.chat.forget()) this.notice = this.context.words.deleted;
  }

  private async saved(make: () => Promise<Blob>, name: string): Promise<void> {
    try {
      saveFile(await make(), `footwise-${name}`);
      this.notice = "";
    } catch {
      this.notice = this.context.words.noPaper;
    }
  }

  private type(words: string): boolean {
    if (this.chat.busy || this.chat.unsent || !this.chat.kept) return false;
    void this.chat.say(words);
    return true;
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    void this.chat.open();
  }

  private heard(messages: Message[]): void {
    const result = messages.map(resultOf).find(Boolean);
    if (result) this.tell("footwise-result", { urgency: result.urgency });
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    if (this.menuOpen) {
      this.menuOpen = false;
      this.find("#more")?.focus();
    } else if (this.mode !== "inline") this.close();
  }

  private readonly onNetwork = (): void => {
    this.online = navigator.onLine;
    if (this.online && this.chat.unsent) void this.chat.again();
  };

  private readonly onLink = (): void => {
    const token = takeLink();
    if (!token) return;
    this.chat.link = token;
    this.requestUpdate();
    this.open();
  };

  private find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(selector);
  }
}

customElements.define("foot-wise", FootWise);
