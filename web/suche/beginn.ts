// Beginning of /suche: the words of all services, a fraction of the engine, are enough to search. Engine and rulebook
// are loaded only if this tab or device keeps a family, to say what of it fits.
import { mount } from 'svelte';
import { load, servicesOf, type Names } from '../motor/laden';
import { recall } from '../seiten/speicher';
import { State } from '../seiten/zustand.svelte';
import Seite from './Seite.svelte';

const kept = () => recall('tab') !== null || recall('device') !== null;

export async function beginSearch(shell: HTMLElement, found: Names, month: string, spoken: Promise<void>): Promise<void> {
  const [services] = await Promise.all([servicesOf(found), spoken]);
  const family = kept() ? load(found).then((motor) => new State(motor, month)) : Promise.resolve(null);
  const form = shell.querySelector<HTMLInputElement>('input[type="search"]');
  const focused = form !== null && document.activeElement === form;
  // The page that the worker keeps knows no query; the address does.
  const typed = form?.value || (new URLSearchParams(location.search).get('q') ?? '');
  shell.replaceChildren();
  mount(Seite, { target: shell, props: { services, family, typed, focused } });
}
