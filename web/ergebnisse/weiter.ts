// Services that have a page of their own beside their text: a guided path or a planner.
export interface Way {
  href: string;
  text: 'way.geburt' | 'way.planer';
}
const PATH: Way = { href: '/geburt', text: 'way.geburt' };
const PLANNER: Way = { href: '/planer', text: 'way.planer' };
const WAYS: Record<string, Way> = { elterngeld: PLANNER, 'elterngeld-planer': PLANNER, 'geburt-anzeigen': PATH };

/** The page, unless one is on it already. */
export const wayOf = (service: string, here = ''): Way | undefined =>
  WAYS[service]?.href === here ? undefined : WAYS[service];
