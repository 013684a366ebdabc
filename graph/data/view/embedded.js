/** The page inside another page, such as an article. */

/**
 ** The wheel scrolls the surrounding article until the reader has used the drawing.
 * @param {HTMLElement} stage
 * @param {any} network
 */
export function startEmbedded(stage, network) {
  if (window.top === window) return;
  const zoom = (/** @type {boolean} */ zoomView) => network.setOptions({ interaction: { zoomView } });
  zoom(false);
  stage.addEventListener("pointerdown", () => zoom(true), { once: true });
}
