/** Prints the plan alone, without the page around it. */

/** Hides what neither is the widget nor holds it. A page's rules against inline styles let this pass. */
const ALONE = "@media print { body :not(foot-wise, :has(foot-wise)) { display: none !important; } }";

export function printAlone(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALONE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  window.print();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}
