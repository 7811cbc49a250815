// Where a family is kept: in this tab until it is closed, so that one can read another page and come back; on
// the device only if somebody wished so. Neither is ever sent. A browser may forbid both; then memory is all.
const STORES = { tab: () => sessionStorage, device: () => localStorage };
export type Place = keyof typeof STORES;
/** The family itself, and what somebody ticked and planned for it. They come and go together. */
const PARTS = ['familie', 'merker'] as const;
export type Part = (typeof PARTS)[number];
const key = (part: Part) => `familienrathaus.${part}`;

export function recall(place: Place, part: Part = 'familie'): string | null {
  try {
    return STORES[place]().getItem(key(part));
  } catch {
    return null;
  }
}
/** False if the browser does not let us. */
export function keep(place: Place, text: string, part: Part = 'familie'): boolean {
  try {
    STORES[place]().setItem(key(part), text);
    return true;
  } catch {
    return false;
  }
}
/** Everything that is kept there. */
export function forget(place: Place): void {
  try {
    for (const part of PARTS) STORES[place]().removeItem(key(part));
  } catch {
    // A browser without storage has nothing to remove.
  }
}
