// Deadlines as a calendar file (RFC 5545), made here in the browser; nothing is sent. Every deadline is a day of
// its own that blocks nobody's time, with a reminder a week before. Without names unless the texts given have them.
import ICAL from 'ical.js';
import type { Days } from '../motor/typen';

export interface Due {
  /** What makes this deadline this one in a later file, too: service, text and days; never a person. */
  service: string;
  text: string;
  day: Days;
  summary: string;
  description: string;
  url: string;
}

/** A folded line is at most 75 bytes long with the blank that continues it. */
const LINE_BYTES = 74;
const REMIND_DAYS = 7;

export function calendar(dues: Due[], now: Date, name: string): string {
  ICAL.foldLength = LINE_BYTES;
  const file = new ICAL.Component('vcalendar');
  file.updatePropertyWithValue('version', '2.0');
  file.updatePropertyWithValue('prodid', '-//Familienrathaus//Zeitstrahl//DE');
  file.updatePropertyWithValue('calscale', 'GREGORIAN');
  file.updatePropertyWithValue('method', 'PUBLISH');
  file.updatePropertyWithValue('x-wr-calname', name);
  for (const due of dues) {
    const day = dayOf(due.day, now);
    if (day) file.addSubcomponent(event(due, day, now));
  }
  return `${file.toString()}\r\n`;
}

function event(due: Due, day: string, now: Date): ICAL.Component {
  const e = new ICAL.Component('vevent');
  const start = ICAL.Time.fromDateString(day);
  const end = start.clone();
  end.adjust(1, 0, 0, 0);
  e.updatePropertyWithValue('uid', `${uidOf(due)}@familienrathaus`);
  e.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  e.updatePropertyWithValue('dtstart', start);
  e.updatePropertyWithValue('dtend', end);
  e.updatePropertyWithValue('summary', due.summary);
  e.updatePropertyWithValue('description', due.description);
  e.updatePropertyWithValue('url', due.url);
  e.updatePropertyWithValue('transp', 'TRANSPARENT');
  const alarm = new ICAL.Component('valarm');
  alarm.updatePropertyWithValue('action', 'DISPLAY');
  alarm.updatePropertyWithValue('trigger', ICAL.Duration.fromData({ isNegative: true, days: REMIND_DAYS }));
  alarm.updatePropertyWithValue('description', due.summary);
  e.addSubcomponent(alarm);
  return e;
}

/** The earliest day on which it may end; a day that may already be over becomes today. */
export function dayOf({ from, to }: Days, now: Date): string | null {
  const day = from ?? to;
  if (!day) return null;
  const pad = (n: number) => String(n).padStart(2, '0');
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  if (day >= today) return day;
  return (to ?? day) >= today ? today : null;
}

/** The same deadline gets the same identity in every file: FNV-1a with 64 bits. */
export function uidOf({ service, text, day }: Pick<Due, 'service' | 'text' | 'day'>): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(JSON.stringify([service, text, day.from ?? '', day.to ?? '']))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
