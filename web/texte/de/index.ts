// German, the language that every other one falls back to; its keys are the type of all messages.
import angabe from './angabe.json';
import daten from './daten.json';
import ergebnis from './ergebnis.json';
import familie from './familie.json';
import karte from './karte.json';
import liste from './liste.json';
import saetze from './saetze.json';
import seite from './seite.json';

export default { ...angabe, ...daten, ...ergebnis, ...familie, ...karte, ...liste, ...saetze, ...seite };
