/** The words of each language, and the number to call, which the server writes in. */
import { en, type Strings } from "./en.ts";

const LANGUAGES: Record<string, Strings> = { en };

/** The words in the language `tag` ("en-GB"), in English where there are none. */
export function stringsFor(tag: string): Strings {
  return LANGUAGES[tag.toLowerCase().split("-")[0] ?? ""] ?? en;
}

/** `words` with their {places} filled in; a place that nobody knows stays empty. */
export function fill(words: string, values: Record<string, unknown> = {}): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
