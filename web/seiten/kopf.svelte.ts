// The document around a view speaks the reader's language: direction, heading and, because the view has its own,
// no second introduction. Call it while the component is set up.
import { direction, tag } from '../texte/texte.svelte';

export function ownHead(outer: HTMLElement | null, title: () => string): void {
  $effect(() => {
    document.documentElement.lang = tag();
    document.documentElement.dir = direction();
    if (!outer) return;
    outer.textContent = title();
    const lead = outer.nextElementSibling;
    if (lead instanceof HTMLParagraphElement) lead.hidden = true;
  });
}
