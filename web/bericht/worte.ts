// Zahlen in Worten, so wie sie auch in den Tabellen des Berichts stehen; Zahl und Zeichen bleiben in einer Zeile.

const zahl = (stellen: number) => new Intl.NumberFormat('de-DE', { minimumFractionDigits: stellen, maximumFractionDigits: stellen });
const ganz = zahl(0), zehntel = zahl(1), hundertstel = zahl(2);
const minus = (text: string) => (/[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', ''));

export const anzahl = (n: number) => ganz.format(n);
export const euro = (n: number) => `${minus(ganz.format(n))}\u00a0€`;
export const euroCent = (n: number) => `${minus(hundertstel.format(n))}\u00a0€`;

/** Anteil in Prozent, ohne das Zeichen; unter einem Prozent mit zwei Stellen. */
const prozentZahl = (anteil: number) => (anteil < 0.0001 ? 'unter 0,01' : (anteil < 0.01 ? hundertstel : zehntel).format(anteil * 100));

/** „5,0 bis 8,3 %“, „höchstens 8,3 %“, „8,3 %“; was es gar nicht gibt, ist leer. */
export function anteilSpanne(sicher: number, hoechstens: number): string {
  if (hoechstens === 0) return '';
  if (hoechstens < 0.0001) return `${prozentZahl(hoechstens)}\u00a0%`;
  if (sicher === hoechstens) return `${prozentZahl(sicher)}\u00a0%`;
  return sicher === 0 ? `höchstens ${prozentZahl(hoechstens)}\u00a0%` : `${prozentZahl(sicher)} bis ${prozentZahl(hoechstens)}\u00a0%`;
}

export function betragSpanne(von: number, bis: number, wort: (n: number) => string): string {
  return wort(von) === wort(bis) ? wort(von) : `${wort(von)} bis ${wort(bis)}`;
}

/** Beschriftung der Achse: so wenige Stellen wie möglich. */
export const achse = {
  anteil: (n: number) => `${new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 }).format(Math.abs(n) * 100)}\u00a0%`,
  betrag: (n: number) => `${minus(new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 }).format(n))}\u00a0€`,
  anzahl: (n: number) => ganz.format(Math.abs(n)),
};
