// Bundles the widget into one file, or with --tests the unit tests into another.
import { mkdirSync } from "node:fs";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");
const folder = "../build/widget";
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [tests ? "tests/all.ts" : "src/index.ts"],
  outfile: `${folder}/${tests ? "tests.mjs" : "widget.js"}`,
  bundle: true,
  minify: !tests,
  format: tests ? "esm" : "iife",
  platform: tests ? "node" : "browser",
  target: "es2021",
  legalComments: "none",
  logLevel: "warning",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, experimentalDecorators: true } },
});
