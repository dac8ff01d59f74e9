/** What the server sends: the payloads of DESIGN section 4. */

export interface Option {
  value: string | number;
  label: string;
  payload: string;
}

export interface Question {
  type: "question";
  slot: string;
  kind: "single" | "multiple" | "scale" | "number" | "date" | "body_map" | "yes_no";
  multiple?: boolean;
  tick_list?: boolean;
  options: Option[];
  skippable?: boolean;
  min?: number | null;
  max?: number | null;
  /** Of a number that tells a time. */
  unit?: "days" | "weeks" | "minutes" | null;
  /** About how many questions are left, this one among them. */
  left?: number | null;
}

export interface Dose {
  sets: number;
  reps: number;
  hold_s: number | null;
  per_day: number;
  days_per_week: number;
}

export interface Swap {
  way: "easier" | "harder" | "other";
  id: string;
  name: string;
  payload: string;
}

export interface Source {
  title: string;
  url: string | null;
}

export interface Exercise {
  id: string;
  name: string;
  dose: Dose;
  dose_note?: string | null;
  steps: string[];
  feel: string;
  why?: string;
  stop_if: string[];
  from_week?: number | null;
  /** The exercise that the plan had here, where the person took this one instead. */
  instead_of?: string | null;
  swaps?: Swap[];
  sources?: Source[] | string[];
}

/** A drawing as SVG, and the same in words. */
export interface Curve {
  svg: string;
  alt: string;
}

export interface Result {
  type: "triage_result";
  urgency: "emergency" | "urgent_same_day" | "see_clinician_soon" | "self_care";
  verdict: string;
  exercises: Exercise[];
  route?: { who?: string; by?: string; number?: string | null; say?: string };
  /** Of a check-in. */
  progress?: { curve: Curve } | null;
}

export interface Swapped {
  type: "exercise_swapped";
  /** The exercise that the plan had first where `exercise` stands now. */
  place: string;
  exercise: Exercise;
}

export interface Button {
  title: string;
  payload: string;
}

export type Custom = Question | Result | Swapped | ({ type: "exercise" } & Exercise);

export interface Message {
  from?: "person" | "footwise";
  text?: string;
  buttons?: Button[];
  image?: string;
  custom?: Custom;
}

export interface Session {
  session: string;
  token: string;
}
