// A small rulebook that the family and program fuzzers share: one service per role, money, choices,
// days, sets, a deadline.
#pragma once

inline constexpr const char kSpielregeln[] = R"regel(
Rechtsstand 2025-01 bis 2027-12

Merkmal Geburtstag: Tag je Person
  Frage "Wann ist {Name} geboren?"

Merkmal zaubert: ja/nein je Person
  Frage "Zaubert {Name}?"
  relevant wenn Person hat das 6. Lebensjahr vollendet bei Ende des Monats

Merkmal Taschengeld: Geld pro Monat je Kind
  Frage "Wie viel Taschengeld bekommt {Name}?"
  von 0 € bis 1.000 €

Merkmal Lohn: Geld pro Monat je Erwachsene
  Frage "Was verdient {Name}?"
  von 0 € bis 20.000 €

Merkmal Anteil-am-Spiel: Anteil je Kind
  Frage "Wie oft spielt {Name} mit?"
  von 0 % bis 100 %

Merkmal Wartezeit: Dauer je Kind
  Frage "Wie lange wartet {Name}?"
  von 0 Monate bis 24 Monate

Merkmal Wohnform: Auswahl (Haus, Wohnung, Baumhaus) je Haushalt
  Frage "Wie wohnt ihr?"

Leistung Spielgeld
  Titel "Spielgeld"
  Ebene Bund
  Stelle spielkasse
  Recht "SpielG"
  Wirkung Zahlung
  Grenzen "Erfunden."

Anspruch Spielgeld: je Kind
  alle von
    Kind hat das 10. Lebensjahr noch nicht vollendet bei Beginn des Monats
    Haushalt.Wohnform ist Haus oder Baumhaus
    irgendein Elternteil mit Elternteil.Lohn höchstens 3.000 €

Betrag Spielgeld: Geld pro Monat je Kind
  Ausgang 110 €
  zuzüglich 5 € wenn Kind.zaubert
  abzüglich 50 % von Kind.Taschengeld
  anteilig nach Kind.Anteil-am-Spiel
  mindestens 0 €
  aufgerundet auf 1 €

Frist "Spielgeld beantragen" je Kind
  bis Kind.Geburtstag + Kind.Wartezeit
  Warten kostet Spielgeld

Leistung Hausfest
  Titel "Hausfest"
  Ebene Stadt
  Stelle festamt
  Recht "Festordnung"
  Wirkung Kosten
  Grenzen "Erfunden."

Anspruch Hausfest: je Haushalt
  Anzahl der Mitglieder mindestens 2

Betrag Hausfest: Geld pro Monat je Haushalt
  Ausgang (Summe von Mitglied.Lohn über Mitglieder) geteilt durch 100
  gerundet auf 0,01 €
)regel";
