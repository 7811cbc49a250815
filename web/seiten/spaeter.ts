// Work that may wait until the page has painted. The page answers first; explanations and questions follow.

/** Runs `work` after the next paint; the function returned cancels it. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => void (timer = setTimeout(work));
  // A hidden page paints nothing, and would wait for ever.
  const frame = document.hidden ? soon() : requestAnimationFrame(soon);
  return () => {
    if (typeof frame === 'number') cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
