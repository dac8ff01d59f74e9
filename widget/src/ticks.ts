/** The rules of a tick-list, apart from how it looks. */
import type { Question } from "./types.ts";

const ALONE = ["none", "nowhere", "cannot_press"];
export const UNSURE = "unsure:";

/** The answers picked so far, in the order they were picked: the first place matters most. */
export class Ticks {
  readonly picked: string[] = [];

  constructor(private readonly question: Question) {}

  /** Picks or drops `value`, plain or marked unsure. False if no more may be picked. */
  toggle(value: string, unsure = false): boolean {
    const answer = unsure ? UNSURE + value : value;
    const had = this.picked.includes(answer);
    this.drop((other) => plainValue(other) === value);
    if (had) return true;
    const alone = ALONE.includes(value);
    this.drop((other) => alone || ALONE.includes(plainValue(other)));
    const most = this.question.max;
    if (most && this.picked.length >= most) return false;
    this.picked.push(answer);
    return true;
  }

  isTicked(value: string): boolean {
    return this.picked.includes(value);
  }

  isUnsure(value: string): boolean {
    return this.picked.includes(UNSURE + value);
  }

  /** What was picked, in words; `unsure` follows a line that is not sure. */
  words(unsure: string): string {
    const label = (answer: string): string => {
      const option = this.question.options.find(({ value }) => String(value) === plainValue(answer));
      return (option?.label ?? answer) + (answer.startsWith(UNSURE) ? ` (${unsure})` : "");
    };
    return this.picked.map(label).join(", ");
  }

  private drop(gone: (answer: string) => boolean): void {
    this.picked.splice(0, this.picked.length, ...this.picked.filter((answer) => !gone(answer)));
  }
}

function plainValue(answer: string): string {
  return answer.startsWith(UNSURE) ? answer.slice(UNSURE.length) : answer;
}
