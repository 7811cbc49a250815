// The calendar file, read again by the library that real calendars use, and byte by byte where RFC 5545 is strict.
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { calendar, dayOf, uidOf, type Due } from './kalender';

const now = new Date(2026, 10, 22, 12, 30);
const due = (more: Partial<Due> = {}): Due => ({
  service: 'spielgeld', text: 'Beantragen', day: { from: '2027-01-31', to: '2027-01-31' },
  summary: 'Spielgeld beantragen', description: 'Bis 31. Januar.', url: 'https://beispiel.test/leistung/spielgeld', ...more,
});
const read = (file: string) => new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((c) => new ICAL.Event(c));

it('is a day that blocks nothing, with a reminder a week before', () => {
  const file = calendar([due()], now, 'Fristen');
  const [event] = read(file);
  expect(event!.startDate.toString()).toBe('2027-01-31');
  expect(event!.startDate.isDate).toBe(true);
  expect(event!.endDate.toString()).toBe('2027-02-01');
  expect(event!.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  expect(String(event!.component.getFirstPropertyValue('dtstamp'))).toMatch(/^2026-11-2\dT\d\d:\d\d:00Z$/);
  expect(String(event!.component.getFirstSubcomponent('valarm')!.getFirstPropertyValue('trigger'))).toBe('-P7D');
  expect(file).toContain('DTSTART;VALUE=DATE:20270131\r\n');
  expect(file.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('keeps umlauts, special characters, line breaks and long texts, in lines of at most 75 bytes', () => {
  const summary = 'Größe, Maß; „Öl“ \\ 50 % – 👶 für Aşkın';
  const description = `Erste Zeile, mit Komma; und Semikolon\nZweite: ${'Überprüfungsgröße '.repeat(30)}\n\nلغة عربية 👨‍👩‍👧`;
  const file = calendar([due({ summary, description })], now, 'Fristen, unsere');
  const [event] = read(file);
  expect(event!.summary).toBe(summary);
  expect(event!.description).toBe(description);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length, line).toBeLessThanOrEqual(75);
});

it('gives every deadline an identity that stays and names nobody', () => {
  expect(uidOf(due())).toBe(uidOf(due({ summary: 'Spielgeld beantragen (Mia)' })));
  expect(uidOf(due())).toMatch(/^[0-9a-f]{16}$/);
  const others = [due(), due({ text: 'Anders' }), due({ service: 'a' }), due({ day: { from: '2027-01-31', to: '2027-02-01' } })];
  expect(new Set(others.map(uidOf)).size).toBe(4);
  expect(read(calendar([due(), due({ text: 'Anders' })], now, 'x')).map((e) => e.uid)).toEqual([due(), due({ text: 'Anders' })].map((d) => `${uidOf(d)}@familienrathaus`));
});

it('takes the earliest day, but none that is over', () => {
  expect(dayOf({ from: '2026-12-13', to: '2027-01-09' }, now)).toBe('2026-12-13');
  expect(dayOf({ from: '2026-09-21', to: '2026-12-07' }, now)).toBe('2026-11-22');
  expect(dayOf({ from: '2026-11-21', to: '2026-11-21' }, now)).toBeNull();
  expect(dayOf({}, now)).toBeNull();
  expect(read(calendar([due({ day: {} })], now, 'x'))).toEqual([]);
});
