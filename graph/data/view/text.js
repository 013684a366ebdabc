/** Text from articles is hostile: this module is the only one that puts any into the page. */

/**
 * Characters that are invisible, end lines, or change the direction of what follows them. A zero-width
 * joiner is left alone where scripts need it, between letters that are not Latin, and in emoji.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}|(?<![^\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\u0000-\u024f])/gu;

/**
 ** The text with every hidden character replaced by a visible sign.
 * @param {string} text
 * @returns {string}
 */
export function visible(text) {
  return text.replace(HIDDEN, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `\u2039U+${code.toString(16).toUpperCase().padStart(4, "0")}\u203a`;
  });
}

/**
 ** The text for comparison: lower case, without accents or marks.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 ** The text, cut at a word if it is longer than `limit` characters.
 * @param {string} text
 * @param {number} limit
 * @returns {string}
 */
export function shortened(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).trimEnd()}\u2026`;
}

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. Strings become text nodes; a property whose value is a function becomes a listener,
 * any other an attribute (false and null leave it out).
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  return /** @type {HTMLElement} */ (fill(document.createElement(tag), properties, children));
}

/**
 ** An SVG element, made in the same way.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function svg(tag, properties = {}, ...children) {
  return /** @type {SVGElement} */ (fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children));
}

/**
 * @param {Element} element
 * @param {Record<string, unknown>} properties
 * @param {(Child | Child[])[]} children
 */
function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, visible(String(value)));
  }
  for (const child of children.flat()) {
    if (child) element.append(typeof child === "string" ? visible(child) : child);
  }
  return element;
}

/**
 ** Words of an article or a name, isolated from the direction of the text around them.
 * @param {string} text
 * @param {string} [tag]
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function quoted(text, tag = "bdi", className) {
  return el(tag, { class: className, dir: tag === "bdi" ? null : "auto" }, text);
}

/**
 ** The address if it leads to a web page, else null: no `javascript:`, no `data:`, no file.
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function webAddress(url) {
  if (!url || !/^https?:\/\//i.test(url)) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

/**
 * "1 claim", "3 claims".
 * @param {number} count
 * @param {string} singular
 * @param {string} [plural]
 * @returns {string}
 */
export function counted(count, singular, plural = `${singular}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

/**
 ** With a capital first letter, for a name at the start of a line.
 * @param {string} text
 * @returns {string}
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
