// The document around a view speaks the reader's language: direction, heading and, because the view has its own,
// no second introduction. Call it while the component is set up.
import type { Attachment } from 'svelte/attachments';
import { direction, tag } from '../texte/texte.svelte';

/** `lead`: keep the page's introduction, because the view has none. */
export function ownHead(outer: HTMLElement | null, title: () => string, lead = false): void {
  $effect(() => {
    document.documentElement.lang = tag();
    document.documentElement.dir = direction();
    if (!outer) return;
    outer.textContent = title();
    const introduction = outer.nextElementSibling;
    if (!lead && introduction instanceof HTMLParagraphElement) introduction.hidden = true;
  });
}

/**
 * Language and direction of a view. Not as an attribute in its template: Svelte sets a `dir` there again with every
 * change beside it, and the browser then computes the style of everything inside once more.
 */
export const inLanguage: Attachment<HTMLElement> = (view) => {
  view.lang = tag();
  view.dir = direction();
};
