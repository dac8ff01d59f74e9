/** Where the talk is scrolled to. */
import type { LitElement } from "lit";

/** Scrolls the talk so that the beginning of what is new is in sight. */
export function showNew(root: ParentNode, first: number): void {
  const talk = root.querySelector("#talk");
  if (!talk) return;
  talk.scrollTop = talk.scrollHeight;
  const fresh = root.querySelectorAll("#log > .message")[first];
  const above = fresh ? talk.getBoundingClientRect().top - fresh.getBoundingClientRect().top : 0;
  if (above > 0) talk.scrollTop -= above + 8;
}

/** Waits until the elements inside the talk have drawn themselves too. */
export async function partsDrawn(root: ParentNode): Promise<void> {
  const parts = root.querySelectorAll<LitElement>("footwise-ticks, footwise-exercise");
  await Promise.all([...parts].map((part) => part.updateComplete));
}
