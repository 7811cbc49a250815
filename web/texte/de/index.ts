// German, the language that every other one falls back to; its keys are the type of all messages.
import angabe from './angabe.json';
import bild from './bild.json';
import daten from './daten.json';
import dienst from './dienst.json';
import ergebnis from './ergebnis.json';
import familie from './familie.json';
import geburt from './geburt.json';
import karte from './karte.json';
import liste from './liste.json';
import planer from './planer.json';
import saetze from './saetze.json';
import seite from './seite.json';
import suche from './suche.json';
import theke from './theke.json';
import tragen from './tragen.json';
import unterlagen from './unterlagen.json';
import zeitstrahl from './zeitstrahl.json';

export default {
  ...angabe,
  ...bild,
  ...daten,
  ...dienst,
  ...ergebnis,
  ...familie,
  ...geburt,
  ...karte,
  ...liste,
  ...planer,
  ...saetze,
  ...seite,
  ...suche,
  ...theke,
  ...tragen,
  ...unterlagen,
  ...zeitstrahl,
};
