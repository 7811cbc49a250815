// The family as a file, out and in. What came of an opened one is said by the state. Used at home and at the counter.
import { save } from '../familie/ablage';
import { t } from '../texte/texte.svelte';
import type { State } from './zustand.svelte';

const MAX_BYTES = 4_000_000;

export function saveFile(z: State): void {
  const url = URL.createObjectURL(new Blob([save(z.situation, z.city)], { type: 'application/json' }));
  const a = document.createElement('a');
  a.href = url;
  a.download = t('data.fileName');
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export async function bringFile(z: State, input: HTMLInputElement): Promise<boolean> {
  const chosen = input.files?.[0];
  if (!chosen) return false;
  // A huge file is not even read; a byte is at most a character.
  const text = chosen.size > MAX_BYTES ? null : await chosen.text();
  input.value = '';
  if (text !== null) return z.bring(text);
  z.notice = `${t('file.failed')} ${t('file.tooLarge')}`;
  return false;
}
