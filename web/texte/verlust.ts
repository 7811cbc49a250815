// What a saved family has lost, in words: whose, and what. A fact that is gone has only its old name left.
import type { Dropped } from '../familie/passung';
import type { Situation } from '../familie/typen';
import type { Vocabulary } from '../motor/typen';
import { capital, label } from './namen';
import { factTexts, serviceTitle, t } from './texte.svelte';

const spoken = (name: string) => name.replaceAll('-', ' ');

export function droppedWords(s: Situation, vocabulary: Pick<Vocabulary, 'facts' | 'services'>, dropped: Dropped[]): string[] {
  return dropped.map(({ entity, fact, service }) => {
    const known = vocabulary.facts.find((f) => f.name === fact);
    const what = fact ? (known ? factTexts(known).brief : spoken(fact)) : serviceTitle(service!, spoken(service!));
    return t('file.lost', { who: label(s, entity), what: capital(what) });
  });
}
