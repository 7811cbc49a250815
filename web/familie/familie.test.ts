// The family model: every command can be undone exactly, ages are ranges, files are read strictly.
import { describe, expect, it } from 'vitest';
import { open, save, VERSION } from './ablage';
import { age, asDrawn, bornAtAge, stage, stageOfAge, statedAge } from './alter';
import { perform, type Command } from './befehle';
import { generations, homes, mainHome, partner } from './fragen';
import { check } from './pruefung';
import { start, type Situation } from './typen';
import { apply, begin, redo, undo } from './verlauf';

const run = (s: Situation, ...commands: Command[]) => commands.reduce((now, c) => perform(now, c).situation, s);

const patchwork: Command[] = [
  { do: 'add-child', of: 'ich' },
  { do: 'add-other-parent' },
  { do: 'add-partner', of: 'ich', status: 'verheiratet' },
  { do: 'add-baby', of: 'ich', due: '2027-02' },
  { do: 'set-homes', person: 'kind-1', homes: { haus: 70, 'haus-2': 30 } },
  { do: 'set-birth', person: 'kind-1', value: '2020-06-11' },
  { do: 'set-fact', entity: 'haus', fact: 'Miete', value: { from: 500, to: 700 } },
  { do: 'set-fact', entity: 'familie', fact: 'Ort', value: 'x' },
  { do: 'set-name', entity: 'kind-1', name: 'Mia' },
  { do: 'set-receives', entity: 'kind-1', service: 'spielgeld', on: true },
  { do: 'add-grandparent', of: 'ich' },
  { do: 'add-cared-for', by: 'ich' },
  { do: 'add-flatmate', household: 'haus' },
  { do: 'move-out', person: 'mitbewohner-1' },
  { do: 'set-couple', of: ['ich', 'elternteil-1'], status: 'geschieden' },
  { do: 'remove', entity: 'haus-2' },
  { do: 'remove', entity: 'kind-1' },
  { do: 'set-month', month: '2026-11' },
];

describe('commands', () => {
  it('build a patchwork family', () => {
    const { family } = run(start(), ...patchwork.slice(0, 5));
    expect(family.persons['kind-1']!.parents).toEqual(['ich', 'elternteil-1']);
    expect(mainHome(family.persons['elternteil-1'])).toBe('haus-2');
    expect(family.persons['baby-1']!.parents).toEqual(['ich', 'partner-1']);
    expect(homes(family.persons['kind-1'])).toEqual([['haus', 70], ['haus-2', 30]]);
    expect(partner(family, 'ich')).toBe('partner-1');
  });

  it('have exact inverses, also for the order of persons', () => {
    let now = start();
    for (const command of patchwork) {
      const { situation, inverse } = perform(now, command);
      const back = perform(situation, inverse);
      expect(JSON.stringify(back.situation)).toBe(JSON.stringify(now));
      expect(JSON.stringify(perform(back.situation, back.inverse).situation)).toBe(JSON.stringify(situation));
      now = situation;
    }
  });

  it('never mutate what they were given', () => {
    const before = start();
    const frozen = JSON.stringify(before);
    run(before, ...patchwork);
    expect(JSON.stringify(before)).toBe(frozen);
  });

  it('take a removed person out of every relation', () => {
    const { family } = run(start(), ...patchwork.slice(0, 5), { do: 'remove', entity: 'elternteil-1' });
    expect(JSON.stringify(family)).not.toContain('elternteil-1');
  });

  it('keep the person and the house the drawing starts from', () => {
    const s = run(start(), { do: 'remove', entity: 'ich' }, { do: 'remove', entity: 'haus' });
    expect(s).toEqual(start());
  });
});

describe('as drawn', () => {
  it('grown-ups of unknown age are at least 18, children and stated ages stay as they are', () => {
    const { family } = run(start(), ...patchwork.slice(0, 4), { do: 'add-grandparent', of: 'ich' });
    const before = structuredClone(family);
    const drawn = asDrawn(family, '2026-11');
    expect(family).toEqual(before);
    expect(drawn.persons.ich!.Geburtstag).toEqual({ to: '2008-11-30' });
    expect(drawn.persons['grosselternteil-1']!.Geburtstag).toEqual({ to: '2008-11-30' });
    expect(drawn.persons['kind-1']).toEqual(family.persons['kind-1']);
    family.persons.ich!.Geburtstag = '1992-04-03';
    expect(asDrawn(family, '2026-11').persons.ich!.Geburtstag).toBe('1992-04-03');
  });
});

describe('history', () => {
  it('undoes and redoes to the same bytes', () => {
    let h = begin(start());
    const seen = [JSON.stringify(h.now)];
    for (const command of patchwork) {
      h = apply(h, command).history;
      seen.push(JSON.stringify(h.now));
    }
    for (let i = seen.length - 2; i >= 0; i--) expect(JSON.stringify((h = undo(h)).now)).toBe(seen[i]);
    for (let i = 1; i < seen.length; i++) expect(JSON.stringify((h = redo(h)).now)).toBe(seen[i]);
  });

  it('counts typing into one field as one step', () => {
    let h = begin(start());
    for (const name of ['A', 'Ay', 'Aylin'])
      h = apply(h, { do: 'set-name', entity: 'ich', name }, 'name ich').history;
    expect(h.undo).toHaveLength(1);
    expect(undo(h).now.names).toEqual({});
  });
});

describe('ages', () => {
  it('turn an approximate age into all days that fit the month', () => {
    // 4 years old on some day of November 2026: born from 2 Nov 2021 to 30 Nov 2022.
    expect(bornAtAge(4, '2026-11')).toEqual({ from: '2021-11-02', to: '2022-11-30' });
    expect(statedAge(bornAtAge(4, '2026-11'), '2026-11')).toBe(4);
  });
  it('are ranges', () => {
    expect(age({ Geburtstag: '2020-11-30' }, '2026-11')).toEqual({ min: 6, max: 6 });
    expect(age({ Geburtstag: '2020-12-01' }, '2026-11')).toEqual({ min: 5, max: 5 });
    expect(age({ Geburtstag: '2020-12' }, '2026-12')).toEqual({ min: 6, max: 6 });
    expect(age({}, '2026-11')).toBeUndefined();
  });
  it('choose the picture', () => {
    expect([0, 1, 3, 6, 13, 18, 66].map(stageOfAge)).toEqual([
      'baby', 'toddler', 'kindergarten', 'school', 'teen', 'adult', 'senior',
    ]);
    const { family } = run(start(), ...patchwork.slice(0, 4), { do: 'add-grandparent', of: 'ich' });
    expect(stage(family, 'baby-1', '2026-11')).toBe('unborn');
    expect(stage(family, 'kind-1', '2026-11')).toBe('school');
    expect(stage(family, 'ich', '2026-11')).toBe('adult');
    expect(stage(family, 'grosselternteil-1', '2026-11')).toBe('senior');
    expect(generations(family).get('partner-1')).toBe(generations(family).get('ich'));
  });
});

describe('files', () => {
  it('survive saving and opening', () => {
    const s = run(start(), ...patchwork.slice(0, 12));
    expect(open(save(s))).toEqual({ situation: s, problems: [] });
  });
  it('of version 0 are migrated', () => {
    const old = { format: 'familienrathaus-familie', version: 0, family: { households: {}, persons: { mia: { name: 'Mia' } } } };
    expect(open(JSON.stringify(old)).situation).toEqual({ family: { households: {}, persons: { mia: {} } }, names: { mia: 'Mia' } });
  });
  it('of a newer version, foreign or broken files are refused', () => {
    for (const text of [
      JSON.stringify({ format: 'familienrathaus-familie', version: VERSION + 1 }), '{', '[]', 'null', '7',
      JSON.stringify({ format: 'x' }), JSON.stringify({ persons: { a: { parents: ['a'] } } }),
      JSON.stringify({ persons: { a: { due: '2026-13' } } }), JSON.stringify({ wages: 1 }),
      JSON.stringify({ persons: { a: { 'lives-in': { x: 60, y: 60 } } } }),
      JSON.stringify({ persons: [], couples: {} }), JSON.stringify({ couples: [{ of: ['a', 'b'], status: 'x' }] }),
    ]) {
      const opened = open(text);
      expect(opened.situation, text).toBeNull();
      expect(opened.problems.length).toBeGreaterThan(0);
    }
  });
  it('may name people and houses that are not listed', () => {
    const checked = check({ persons: { mia: { parents: ['ole'], 'lives-in': 'b' } } });
    expect(Object.keys(checked.family!.persons)).toEqual(['mia', 'ole']);
    expect(checked.family!.households).toEqual({ b: {} });
  });
});
