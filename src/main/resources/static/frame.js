// A payment page in a frame of the shop's own page tells that page how tall it is and how it ended.
// Only sites that the merchant allowed can show it (frame-ancestors), so whoever hears this may.

export const framed = window.parent !== window;

/** Tells the page around; nothing where there is none. */
export function tell(message) {
  if (framed) {
    window.parent.postMessage(message, '*');
  }
}

if (framed) {
  document.documentElement.classList.add('framed');
  const tellHeight = () =>
    tell({ type: 'aureus:size', height: document.body.getBoundingClientRect().height });
  new ResizeObserver(tellHeight).observe(document.body);
}
