import { nothing } from "lit";
export function bodyMap(..._: unknown[]): typeof nothing { return nothing; }
