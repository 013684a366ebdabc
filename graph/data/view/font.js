/** The font that is in the page: what is measured waits for it, and a picture that leaves the page takes it along. */

/** For a canvas and for pictures; other scripts than Latin take the browser's own fonts. */
export const FONT = '"Inter", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Wait until words can be measured. */
export async function fontReady() {
  await document.fonts.load('16px "Inter"');
  await document.fonts.ready;
}

/** The rule that holds the font itself, for a style sheet in another file; empty where the page has none. */
export function fontRule() {
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
  return rules.find((rule) => rule instanceof CSSFontFaceRule)?.cssText ?? "";
}
