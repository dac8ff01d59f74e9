/** The open line: socket.io, with HTTP wherever the line is down. */
import { io, type Socket } from "socket.io-client";
import { HttpLine, SILENT_MS, Trouble, type Line } from "./transport.ts";
import type { Message } from "./types.ts";

const PATH = "/webhooks/web/socket";

interface Answer {
  messages?: Message[];
  error?: string;
  status?: number;
}

export interface Listener {
  /** The talk went on in another window. */
  changed(): void;
  /** The line is open again after a drop. */
  opened(): void;
}

export class SocketLine implements Line {
  private readonly socket: Socket;
  private readonly http: HttpLine;

  constructor(server: string, token: string, listener: Listener) {
    this.http = new HttpLine(server, token);
    this.socket = io(server, { path: PATH, transports: ["websocket"], auth: { token } });
    this.socket.on("changed", () => listener.changed());
    this.socket.on("connect", () => listener.opened());
  }

  async say(message: string, id: string): Promise<Message[]> {
    return (await this.ask("message", { message, id })) ?? this.http.say(message, id);
  }

  async history(): Promise<Message[]> {
    return (await this.ask("history")) ?? this.http.history();
  }

  async forget(): Promise<void> {
    if ((await this.ask("forget", undefined, [])) === null) await this.http.forget();
  }

  close(): void {
    this.socket.close();
  }

  /** The acknowledged messages, null where the line is not open. Raises Trouble. */
  private async ask(event: string, body?: unknown, nothing?: Message[]): Promise<Message[] | null> {
    if (!this.socket.connected) return null;
    let answer: Answer;
    try {
      const line = this.socket.timeout(SILENT_MS);
      answer = (await (body ? line.emitWithAck(event, body) : line.emitWithAck(event))) as Answer;
    } catch {
      throw new Trouble(0);
    }
    if (answer.error) throw new Trouble(answer.status ?? 500, answer.error);
    return answer.messages ?? nothing ?? [];
  }
}
