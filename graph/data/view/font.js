/** The font in the page: measuring waits for it, and exported pictures include it. */

/** For a canvas and for pictures; scripts other than Latin use the browser's own fonts. */
export const FONT = '"Inter", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Wait until words can be measured. */
export async function fontReady() {
  await document.fonts.load('16px "Inter"');
  await document.fonts.ready;
}

/** The rule with the font itself, for a style sheet in another file; empty if the page has none. */
export function fontRule() {
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
  return rules.find((rule) => rule instanceof CSSFontFaceRule)?.cssText ?? "";
}
