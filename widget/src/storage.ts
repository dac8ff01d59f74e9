/** What a tab remembers of its chat: the session, and the message that waits for an answer. */
import type { Session } from "./types.ts";

export interface Unsent {
  message: string;
  label: string;
  id: string;
}

export interface Kept extends Session {
  unsent?: Unsent;
}

const KEY = "footwise-chat";

export class Store {
  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null) {}

  /** The chat of this tab, null where there is none or what is there cannot be used. */
  load(): Kept | null {
    try {
      return checked(JSON.parse(this.storage?.getItem(KEY) ?? "null"));
    } catch {
      return null;
    }
  }

  save(kept: Kept | null): void {
    try {
      if (kept) this.storage?.setItem(KEY, JSON.stringify(kept));
      else this.storage?.removeItem(KEY);
    } catch {
      // Storage is full or forbidden: the chat goes on, a reload begins a new one.
    }
  }
}

function checked(found: unknown): Kept | null {
  if (!isRecord(found) || typeof found.session !== "string" || typeof found.token !== "string") return null;
  const { session, token, unsent } = found;
  const whole = isRecord(unsent) && [unsent.message, unsent.label, unsent.id].every((part) => typeof part === "string");
  return whole ? { session, token, unsent: unsent as unknown as Unsent } : { session, token };
}

function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === "object" && found !== null;
}

/** The storage of this tab, null where the browser forbids it. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
