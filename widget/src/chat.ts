/** One conversation: what was said, what waits, what went wrong. Knows no DOM. */
import { HttpLine, Trouble, type Line } from "./transport.ts";
import type { Kept, Store, Unsent } from "./storage.ts";
import type { Message, Question } from "./types.ts";

export interface Channel {
  start(back?: string): ReturnType<typeof HttpLine.start>;
  line(token: string, listener: { changed(): void; opened(): void }): Line;
}

export interface Watcher {
  /** Something to be drawn again changed. */
  changed(): void;
  answered(slot: string | null): void;
  heard(messages: Message[]): void;
}

export const RETRY_MS = 3000;

export class Chat {
  messages: Message[] = [];
  /** How many of `messages` were there before the last answer. */
  seen = 0;
  busy = false;
  trouble: Trouble | null = null;
  kept: Kept | null = null;
  /** The token of a link back to a kept plan, until the person has said whether the plan is theirs. */
  link: string | null = null;
  private line: Line | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly channel: Channel,
    private readonly store: Store,
    private readonly watcher: Watcher,
  ) {}

  /** Goes on with this tab's chat, or begins one; a link waits for its answer first. */
  async open(): Promise<void> {
    if (this.link) return;
    this.kept = this.store.load();
    await (this.kept ? this.resume() : this.begin());
  }

  async begin(): Promise<void> {
    await this.attempt(async () => {
      const { session, token, messages } = await this.channel.start();
      this.leave();
      this.keep({ session, token });
      this.messages = [];
      this.hear(messages);
    });
  }

  /** Goes on with the plan that the link opens, in a new view of its chat, with a first word. */
  async comeBack(hello: string): Promise<void> {
    await this.attempt(async () => {
      const { session, token } = await this.channel.start(this.link ?? "");
      this.leave();
      this.link = null;
      this.keep({ session, token, unsent: { message: hello, label: hello, id: newId() } });
      this.messages = [{ from: "person", text: hello }];
    });
    if (this.unsent && !this.trouble) await this.deliver();
  }

  /** Leaves the link alone. */
  async stay(): Promise<void> {
    this.link = null;
    if (this.kept) this.watcher.changed();
    else await this.open();
  }

  /** Takes what was said: `label` is shown, `message` is sent. */
  async say(message: string, label = message): Promise<void> {
    if (this.busy || this.unsent || !this.kept) return;
    const slot = this.question?.slot ?? null;
    this.messages = [...this.messages, { from: "person", text: label }];
    this.keep({ ...this.kept, unsent: { message, label, id: newId() } });
    await this.deliver();
    if (!this.unsent) this.watcher.answered(slot);
  }

  /** Sends what waits once more, under its old id; without anything waiting, reads the talk again. */
  async again(): Promise<void> {
    if (!this.kept) await this.open();
    else if (this.unsent) await this.deliver();
    else await this.resume();
  }

  async forget(): Promise<boolean> {
    return this.attempt(async () => {
      await this.openLine().forget();
      this.leave();
      this.messages = [];
      this.keep(null);
    });
  }

  /** The whole talk as JSON, as the server has it. */
  async data(): Promise<string> {
    return JSON.stringify(await this.openLine().history(), null, 2);
  }

  leave(): void {
    clearTimeout(this.retry);
    this.line?.close();
    this.line = null;
  }

  get unsent(): Unsent | undefined {
    return this.kept?.unsent;
  }

  /** The question that is open, with the message it came in. */
  get question(): Question | null {
    const asked = [...this.messages].reverse().find((message) => message.custom?.type === "question");
    return (asked?.custom as Question | undefined) ?? null;
  }

  private async resume(): Promise<void> {
    await this.attempt(async () => {
      const history = await this.openLine().history();
      const own = history.map((message) => message.from).lastIndexOf("person");
      this.messages = history.slice(0, own + 1);
      if (history.length === 0 && !this.unsent) throw new Trouble(401);
      this.hear(history.slice(own + 1));
      if (this.unsent) this.messages = [...this.messages, { from: "person", text: this.unsent.label }];
    });
    if (this.unsent && !this.trouble) await this.deliver(true);
  }

  /** Sends the message that waits. After a `reload` the server may have had it already. */
  private async deliver(reload = false): Promise<void> {
    await this.attempt(async () => {
      const { unsent, kept } = this;
      if (!unsent || !kept) return;
      const answer = await this.openLine().say(unsent.message, unsent.id);
      this.keep({ session: kept.session, token: kept.token });
      if (reload) await this.reread();
      else this.hear(answer);
    });
  }

  private async reread(): Promise<void> {
    this.messages = [];
    this.hear(await this.openLine().history());
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    clearTimeout(this.retry);
    this.busy = true;
    this.trouble = null;
    this.watcher.changed();
    try {
      await work();
    } catch (error) {
      this.fail(error instanceof Trouble ? error : new Trouble(500));
    } finally {
      this.busy = false;
      this.watcher.changed();
    }
    return this.trouble === null;
  }

  private fail(trouble: Trouble): void {
    this.trouble = trouble;
    if (trouble.status === 401 && this.link) {
      this.link = null;
    } else if (trouble.status === 401) {
      this.leave();
      this.keep(null);
    } else if (trouble.status !== 429 && trouble.passing && this.unsent) {
      this.retry = setTimeout(() => void this.again(), RETRY_MS);
    }
  }

  private hear(messages: Message[]): void {
    this.seen = this.messages.length;
    this.messages = [...this.messages, ...messages];
    this.watcher.heard(messages);
  }

  private keep(kept: Kept | null): void {
    this.kept = kept;
    this.store.save(kept);
  }

  private openLine(): Line {
    this.line ??= this.channel.line(this.kept?.token ?? "", {
      changed: () => void (this.busy || this.unsent || this.resume()),
      opened: () => void (this.unsent && !this.busy && this.again()),
    });
    return this.line;
  }
}

function newId(): string {
  // Pages without https have no randomUUID.
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [...parts].map((part) => part.toString(16).padStart(8, "0")).join("");
}
