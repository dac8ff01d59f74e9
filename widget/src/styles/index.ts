import { css } from "lit";
import { ANSWERS } from "./answers.ts";
import { CARDS } from "./cards.ts";
import { PANEL } from "./panel.ts";
import { THEME } from "./theme.ts";

export const STYLES = [THEME, PANEL, ANSWERS, CARDS, css`[hidden] { display: none !important; }`];
