// German, the language that every other one falls back to; its keys are the type of all messages.
import angabe from './angabe.json';
import bild from './bild.json';
import daten from './daten.json';
import ergebnis from './ergebnis.json';
import familie from './familie.json';
import karte from './karte.json';
import liste from './liste.json';
import seite from './seite.json';

export default { ...angabe, ...bild, ...daten, ...ergebnis, ...familie, ...karte, ...liste, ...seite };
