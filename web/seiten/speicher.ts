// Where a family and its ticks are kept: in this tab until it is closed, so that one can read another page and
// come back; on the device only if somebody wished so. Neither is ever sent. A browser may forbid both; then
// memory is all.
/** The family itself, and what somebody ticked and planned for it. */
const KEYS = { family: 'familienrathaus.familie', marks: 'familienrathaus.merker' };
const STORES = { tab: () => sessionStorage, device: () => localStorage };
export type Place = keyof typeof STORES;
export type What = keyof typeof KEYS;

export function recall(place: Place, what: What = 'family'): string | null {
  try {
    return STORES[place]().getItem(KEYS[what]);
  } catch {
    return null;
  }
}
/** False if the browser does not let us. */
export function keep(place: Place, text: string, what: What = 'family'): boolean {
  try {
    STORES[place]().setItem(KEYS[what], text);
    return true;
  } catch {
    return false;
  }
}
export function forget(place: Place, what: What = 'family'): void {
  try {
    STORES[place]().removeItem(KEYS[what]);
  } catch {
    // A browser without storage has nothing to remove.
  }
}
