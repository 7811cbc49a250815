// Entry of every page with an island: loads engine and rulebook, then mounts the view that the shell names
// (`data-ansicht`) into #familie. After this, nothing of what is entered is ever part of a request.
import { mount, unmount, type Component } from 'svelte';
import { load, names, officesOf, textsOf } from '../motor/laden';
import { register } from '../dienst/anmelden.svelte';
import { carries } from '../familie/tragen';
import { catalogueFrom, speak, t } from '../texte/texte.svelte';
import { spoken } from '../texte/sprachen';
import Ladefehler from './Ladefehler.svelte';
import './stil.css';
import { State } from './zustand.svelte';

/** Props of a view: the state, the level of its first heading, and the page's heading if the view may rename it. */
export type View = Component<{ state: State; level?: 1 | 2; outer?: HTMLElement | null }>;
const VIEWS: Record<string, () => Promise<{ default: View }>> = {
  familie: () => import('./Familie.svelte'),
  theke: () => import('../theke/Theke.svelte'),
  zeitstrahl: () => import('../zeitstrahl/Zeitstrahl.svelte'),
  geburt: () => import('../geburt/Geburt.svelte'),
  planer: () => import('../planer/Planer.svelte'),
};

/** The one view that needs no engine to begin with: it has a beginning of its own. */
const SEARCH = 'suche';

/** The family in the address, if any. It leaves the address bar and the history before anything else happens. */
function takeFragment(): string | null {
  const { hash, pathname, search } = location;
  if (!carries(hash)) return null;
  history.replaceState(history.state, '', pathname + search);
  return hash;
}

export function currentMonth(now = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

async function begin(shell: HTMLElement, fragment: string | null): Promise<void> {
  const heading = document.querySelector('h1');
  // On its own page the view owns the heading; elsewhere it lives below a foreign one.
  const outer = location.pathname.endsWith(`/${shell.dataset.ansicht}`) ? heading : null;
  const language = spoken(document.documentElement.lang);
  try {
    const found = await names(shell);
    catalogueFrom((code) => textsOf(found, code));
    if (shell.dataset.ansicht === SEARCH) {
      const { beginSearch } = await import('../suche/beginn');
      await beginSearch(shell, found, currentMonth(), speak(language));
      void register();
      return;
    }
    const offices = officesOf(found);
    const view = VIEWS[shell.dataset.ansicht ?? 'familie'] ?? VIEWS.familie!;
    const [motor, { default: Ansicht }] = await Promise.all([load(found), view(), speak(language)]);
    const state = new State(motor, currentMonth(), shell.dataset.ansicht !== 'theke', shell.dataset.stadt);
    void offices.then((all) => (state.offices = all));
    if (fragment) state.arrive(fragment);
    // The same page is open and somebody follows a link to it: only the fragment changes.
    addEventListener('hashchange', () => {
      const next = takeFragment();
      if (next) state.arrive(next);
    });
    shell.replaceChildren();
    mount(Ansicht, { target: shell, props: { state, level: heading ? 2 : 1, outer } });
    void register();
  } catch (error) {
    shell.replaceChildren();
    const reason = error instanceof Error ? error.message : '';
    const notice = mount(Ladefehler, {
      target: shell,
      props: {
        text: t('error.load'),
        reason,
        again: () => {
          void unmount(notice);
          void begin(shell, fragment);
        },
      },
    });
  }
}

const shell = document.getElementById('familie');
if (shell) void begin(shell, takeFragment());
