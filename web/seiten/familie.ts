// Entry of every page with an island: loads engine and rulebook, then mounts the view that the shell names
// (`data-ansicht`) into #familie. After this, nothing of what is entered is ever part of a request.
import { mount, unmount, type Component } from 'svelte';
import { load, names, textsOf } from '../motor/laden';
import { catalogueFrom, LANGUAGES, speak, t } from '../texte/texte.svelte';
import Ladefehler from './Ladefehler.svelte';
import './stil.css';
import { State } from './zustand.svelte';

/** Props of a view: the state, the level of its first heading, and the page's heading if the view may rename it. */
export type View = Component<{ state: State; level?: 1 | 2; outer?: HTMLElement | null }>;
const VIEWS: Record<string, () => Promise<{ default: View }>> = {
  familie: () => import('./Familie.svelte'),
};

export function currentMonth(now = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

async function begin(shell: HTMLElement): Promise<void> {
  const heading = document.querySelector('h1');
  // On its own page the view owns the heading; elsewhere it lives below a foreign one.
  const outer = location.pathname === `/${shell.dataset.ansicht}` ? heading : null;
  const asked = new URLSearchParams(location.search).get('lang') ?? document.documentElement.lang;
  const language = LANGUAGES.find((l) => asked.startsWith(l.code));
  try {
    const found = await names(shell);
    catalogueFrom((code) => textsOf(found, code));
    const view = VIEWS[shell.dataset.ansicht ?? 'familie'] ?? VIEWS.familie!;
    const [motor, { default: Ansicht }] = await Promise.all([load(found), view(), speak(language?.code ?? 'de')]);
    const state = new State(motor, currentMonth(), shell.dataset.ansicht !== 'theke');
    state.offices = found.offices;
    shell.replaceChildren();
    mount(Ansicht, { target: shell, props: { state, level: heading ? 2 : 1, outer } });
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
          void begin(shell);
        },
      },
    });
  }
}

const shell = document.getElementById('familie');
if (shell) void begin(shell);
