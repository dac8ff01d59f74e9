/** How the widget talks to the server: one interface, over HTTP and over socket.io. */
import type { Message, Session } from "./types.ts";

export const SILENT_MS = 8000;

/** A request that the server refused (`status`) or that got no answer (`status` 0). */
export class Trouble extends Error {
  constructor(
    readonly status: number,
    readonly words = "",
  ) {
    super(words || `status ${status}`);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Line {
  /** Sends one message; `id` lets the server know it again. Raises Trouble. */
  say(message: string, id: string): Promise<Message[]>;
  history(): Promise<Message[]>;
  /** Deletes the chat on the server for good. */
  forget(): Promise<void>;
  close(): void;
}

/** The calls that only HTTP has, and all the others for networks without websockets. */
export class HttpLine implements Line {
  constructor(
    private readonly server: string,
    private readonly token = "",
  ) {}

  /** Begins a chat, or goes on with the kept plan that the token `back` opens. Raises Trouble. */
  static async start(server: string, back?: string): Promise<Session & { messages: Message[] }> {
    const answer = await new HttpLine(server).call("session", { method: "POST", body: JSON.stringify({ back }) });
    return (await answer.json()) as Session & { messages: Message[] };
  }

  async say(message: string, id: string): Promise<Message[]> {
    const body = JSON.stringify({ message, id });
    return (await (await this.call("message", { method: "POST", body })).json()) as Message[];
  }

  async history(): Promise<Message[]> {
    return (await (await this.call("history")).json()) as Message[];
  }

  async forget(): Promise<void> {
    await this.call("session", { method: "DELETE" });
  }

  async paper(name: string): Promise<Blob> {
    // Where the way back leads, unless the server knows a better page.
    const page = encodeURIComponent(location.origin + location.pathname);
    return await (await this.call(`paper/${name}?page=${page}`)).blob();
  }

  close(): void {}

  private async call(path: string, options: RequestInit = {}): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), SILENT_MS);
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    try {
      const url = `${this.server}/webhooks/web/${path}`;
      const answer = await fetch(url, { ...options, headers, signal: stop.signal });
      if (!answer.ok) throw new Trouble(answer.status, await wordsOf(answer));
      return answer;
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble(0);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function wordsOf(answer: Response): Promise<string> {
  try {
    return String(((await answer.json()) as { error?: string }).error ?? "");
  } catch {
    return "";
  }
}
