// Die Zahlen des Berichts, wie das Programm sie hineinschreibt (src/app/reform_figures.h): dieselben wie in der CSV-Datei,
// mit denselben Namen. Beträge in Euro im Monat, von einem Ende der Spanne bis zum anderen.

export interface Gruppe {
  name: string;
  haushalte: number;
  gewinnen: number;
  vielleicht_gewinnen: number;
  verlieren: number;
  vielleicht_verlieren: number;
  monat_von: number;
  monat_bis: number;
}

export interface VorherNachher {
  name: string;
  vorher_von: number;
  vorher_bis: number;
  nachher_von: number;
  nachher_bis: number;
}

export interface Stufe {
  name: string;  // „gewinnt bis 25 €“
  haushalte: number;
}

export interface Zahlen {
  alle: Gruppe;
  art: Gruppe[];
  zehntel: Gruppe[];
  leistung: VorherNachher[];
  hoehe: Stufe[];
  nicht_abgeholt: VorherNachher[];
}
