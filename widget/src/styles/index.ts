import { css } from "lit";
import { ANSWERS } from "./answers.ts";
import { CARDS } from "./cards.ts";
import { PANEL } from "./panel.ts";
import { PRINT } from "./print.ts";
import { THEME } from "./theme.ts";

export const STYLES = [THEME, PANEL, ANSWERS, CARDS, PRINT, css`[hidden] { display: none !important; }`];
