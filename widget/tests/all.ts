import "./ticks.test.ts";
