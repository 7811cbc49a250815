// Tells the picture whether the page reads from right to left, also when the language changes while it is open.
import { createSubscriber } from 'svelte/reactivity';

const changes = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['dir'] });
  return () => observer.disconnect();
});

export function rightToLeft(): boolean {
  changes();
  return document.documentElement.dir === 'rtl';
}
