// Where a family is kept: in this tab until it is closed, so that one can read another page and come back; on
// the device only if somebody wished so. Neither is ever sent. A browser may forbid both; then memory is all.
const KEY = 'familienrathaus.familie';
const STORES = { tab: () => sessionStorage, device: () => localStorage };
export type Place = keyof typeof STORES;

export function recall(place: Place): string | null {
  try {
    return STORES[place]().getItem(KEY);
  } catch {
    return null;
  }
}
/** False if the browser does not let us. */
export function keep(place: Place, text: string): boolean {
  try {
    STORES[place]().setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}
export function forget(place: Place): void {
  try {
    STORES[place]().removeItem(KEY);
  } catch {
    // A browser without storage has nothing to remove.
  }
}
