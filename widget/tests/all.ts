import "./chat.test.ts";
import "./ticks.test.ts";
import "./words.test.ts";
