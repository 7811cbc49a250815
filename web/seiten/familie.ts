// Entry of /familie and of the island on /: loads engine and rulebook, then mounts the page into #familie.
// After this, nothing is requested any more while facts are entered.
import { mount, unmount } from 'svelte';
import { load, names } from '../motor/laden';
import { t, words } from '../texte/texte.svelte';
import Familie from './Familie.svelte';
import Ladefehler from './Ladefehler.svelte';
import './stil.css';
import { State } from './zustand.svelte';

export function currentMonth(now = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

async function begin(shell: HTMLElement): Promise<void> {
  const heading = document.querySelector('h1');
  const outer = heading?.textContent?.trim() === t('page.title') ? heading : null;
  const asked = new URLSearchParams(location.search).get('lang') ?? document.documentElement.lang;
  if (asked.startsWith('en')) words.language = 'en';
  try {
    const { motor, texts } = await load(await names(shell));
    words.catalogue = texts;
    const state = new State(motor, currentMonth());
    shell.replaceChildren();
    mount(Familie, { target: shell, props: { state, level: heading ? 2 : 1, outer } });
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
