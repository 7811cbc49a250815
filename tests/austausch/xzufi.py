#!/usr/bin/env python3
"""Prüft eine XZuFi-2.2.0-Datei, ohne etwas von unserem Programm zu benutzen: nur die Standardbibliothek und was über
das Format belegt ist (docs/austausch.md). Gibt je Beanstandung eine Zeile aus und endet dann mit 1; sonst zählt es.

    python3 xzufi.py DATEI
"""
import re
import sys
import xml.etree.ElementTree as ET

NS = 'http://xoev.de/schemata/xzufi/2_2_0'
X = '{%s}' % NS

# Welche Elemente worin stehen dürfen und wie oft: (mindestens, höchstens), None = beliebig oft.
ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, None), (1, None)
TEXT = {}                                       # Blatt
CODE = 'code'                                   # Code-Typ: listURI, darin code und name ohne Namensraum
VERSION = {'languageCode': (ONE, TEXT), 'sprachbezeichnungDeutsch': (MAYBE, TEXT), 'sprachbezeichnungNativ': (MAYBE, TEXT)}
RESPONSIBLE = {'id': (MAYBE, TEXT), 'leistungID': (ONE, TEXT), 'gebietID': (MANY, TEXT), 'rolle': (MAYBE, CODE)}
DOCUMENT = {'bezeichnung': (SOME, TEXT), 'beschreibung': (MANY, TEXT)}
SERVICE = {
    'id': (ONE, TEXT),
    'referenzLeiKa': (MAYBE, CODE),
    'modulText': (MANY, {'positionDarstellung': (ONE, TEXT), 'leikaTextmodul': (ONE, CODE), 'inhalt': (SOME, TEXT), 'weiterfuehrenderLink': (MANY, TEXT)}),
    'modulFrist': (MAYBE, {'frist': (MANY, {'beschreibung': (SOME, TEXT)}), 'beschreibung': (MANY, TEXT)}),
    'modulKosten': (MAYBE, {'beschreibung': (SOME, TEXT)}),
    'modulBegriffImKontext': (MAYBE, {'begriffImKontext': (SOME, {'begriff': (ONE, TEXT), 'typ': (MAYBE, CODE)})}),
    'modulDokument': (MAYBE, {'dokumentEingehend': (MANY, DOCUMENT), 'dokumentAusgehend': (MANY, DOCUMENT)}),
    'kategorie': (MANY, {'klasse': (ONE, {'id': (ONE, TEXT)}), 'id': (ONE, TEXT), 'bezeichnung': (SOME, TEXT)}),
    'gueltigkeitGebietID': (MANY, TEXT),
    'versionsinformation': (MAYBE, {'geaendertDatumZeit': (ONE, TEXT)}),
    'sprachversion': (SOME, VERSION),
}
OFFICE = {
    'id': (ONE, TEXT),
    'name': (ONE, {'name': (SOME, TEXT)}),
    'anschrift': (MANY, {'strasse': (MAYBE, TEXT), 'hausnummer': (MAYBE, TEXT), 'postleitzahl': (MAYBE, TEXT), 'ort': (MAYBE, TEXT),
                         'verwaltungspolitischeKodierung': (MAYBE, {'gemeindeschluessel': (MAYBE, CODE), 'regionalschluessel': (MAYBE, CODE)})}),
    'zustaendigkeit': (MANY, RESPONSIBLE),
}
TRANSFER = {'uebergeordnetesObjektID': (ONE, TEXT), 'zustaendigkeit': (ONE, RESPONSIBLE)}
ONLINE = {'id': (ONE, TEXT), 'bezeichnung': (SOME, TEXT),
          'link': (SOME, {'typ': (ONE, CODE), 'link': (ONE, TEXT), 'titel': (MAYBE, TEXT)}),
          'vertrauensniveau': (MAYBE, CODE), 'sprachversion': (SOME, VERSION)}
OBJECTS = {'leistung': SERVICE, 'organisationseinheit': OFFICE, 'zustaendigkeitTransferObjekt': TRANSFER, 'onlinedienst': ONLINE}
ROOT = {'nachrichtenkopf': (ONE, TEXT), 'transaktionID': (MAYBE, TEXT), 'transaktionPosition': (MAYBE, TEXT), 'schreibe': (MANY, None), 'loesche': (MANY, {'id': (ONE, TEXT)})}

MODULES = {'02', '03', '05', '06', '07', '08', '09', '11', '14', '15', '16', '18', '22', '23', '24', '25'}
CLASSES = {'Leistung', 'Organisationseinheit', 'Zustaendigkeit', 'LeistungSpezialisierung', 'Onlinedienst'}
# In einer Sprache stehen diese Texte; Identifikatoren nennen ihr Schema.
IN_LANGUAGE = {'inhalt', 'weiterfuehrenderLink', 'beschreibung', 'begriff', 'bezeichnung'}
IDENTIFIERS = {'id', 'leistungID', 'uebergeordnetesObjektID', 'gebietID', 'gueltigkeitGebietID'}

faults = []


def fault(path, text):
    faults.append('%s: %s' % (path, text))


def walk(element, grammar, path):
    """Hält ein Element und alles darin gegen die Grammatik."""
    name = path.rsplit('/', 1)[-1].split('[')[0]
    if grammar is CODE:
        return code(element, path)
    if grammar is TEXT:
        return leaf(element, name, path)
    if (element.text or '').strip() or any((c.tail or '').strip() for c in element):
        fault(path, 'Text zwischen den Elementen')
    counts = {}
    place = -1
    order = list(grammar)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        local = child.tag.removeprefix(X)
        if local == child.tag or local not in grammar:
            fault(path, 'hier gehört %s nicht hin' % child.tag)
            continue
        if order.index(local) < place:
            fault(path, '%s steht zu weit hinten' % local)
        place = max(place, order.index(local))
        counts[local] = counts.get(local, 0) + 1
        if grammar[local][1] is not None:
            walk(child, grammar[local][1], '%s/%s[%d]' % (path, local, counts[local]))
    for local, ((least, most), _) in grammar.items():
        n = counts.get(local, 0)
        if n < least:
            fault(path, 'es fehlt %s' % local)
        if most is not None and n > most:
            fault(path, '%s steht %d mal' % (local, n))


def leaf(element, name, path):
    if len(element):
        fault(path, 'ein Text enthält Elemente')
    value = (element.text or '').strip()
    if not value and name != 'nachrichtenkopf':
        fault(path, 'leer')
    if name in IN_LANGUAGE and not re.fullmatch(r'[a-z]{2}(-[A-Za-z0-9]+)*', element.get('languageCode', '')):
        fault(path, 'ohne languageCode')
    if name in IDENTIFIERS and not element.get('schemeID'):
        fault(path, 'ohne schemeID')


def code(element, path):
    if not element.get('listURI'):
        fault(path, 'Code ohne listURI')
    names = [c.tag for c in element]
    if names not in (['code'], ['code', 'name']):
        fault(path, 'ein Code enthält code und name ohne Namensraum, hier %s' % names)
    for c in element:
        if not (c.text or '').strip():
            fault(path, 'leerer Code')


def text_of(element, path):
    found = element.find('/'.join(p if p in ('code', 'name') and i else X + p for i, p in enumerate(path.split('/'))))
    return None if found is None else (found.text or '').strip()


def same_languages(service, path):
    """Jede Sprache, in der ein Titel steht, ist eine Sprachversion, und umgekehrt; deutsch immer."""
    stated = [(v.findtext(X + 'languageCode') or '').strip() for v in service.findall(X + 'sprachversion')]
    if len(stated) != len(set(stated)):
        fault(path, 'eine Sprachversion steht zweimal')
    used = {i.get('languageCode') for m in service.findall(X + 'modulText') for i in m.findall(X + 'inhalt')}
    if 'de' not in stated:
        fault(path, 'keine deutsche Sprachversion')
    for language in used ^ set(stated):
        fault(path, 'Texte und Sprachversionen sind sich über %s nicht einig' % language)


def service(element, path):
    key = text_of(element, 'referenzLeiKa/code')
    if key is not None and not re.fullmatch(r'99\d{12}', key):
        fault(path, 'kein Leistungsschlüssel: %s' % key)
    modules = [text_of(m, 'leikaTextmodul/code') for m in element.findall(X + 'modulText')]
    for module in modules:
        if module not in MODULES:
            fault(path, 'kein Textmodul: %s' % module)
    if len(modules) != len(set(modules)):
        fault(path, 'ein Textmodul steht zweimal')
    for needed in ('02', '05', '07', '22', '24'):
        if needed not in modules:
            fault(path, 'es fehlt Textmodul %s' % needed)
    if [text_of(m, 'positionDarstellung') for m in element.findall(X + 'modulText')] != [str(i + 1) for i in range(len(modules))]:
        fault(path, 'die Positionen zählen nicht durch')
    when = text_of(element, 'versionsinformation/geaendertDatumZeit')
    if when is not None and not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d', when):
        fault(path, 'kein Zeitpunkt: %s' % when)
    same_languages(element, path)


def office(element, path):
    for address in element.findall(X + 'anschrift'):
        postcode = text_of(address, 'postleitzahl')
        if postcode and not re.fullmatch(r'\d{5}', postcode):
            fault(path, 'keine Postleitzahl: %s' % postcode)
        for name, digits in (('gemeindeschluessel', 8), ('regionalschluessel', 12)):
            value = text_of(address, 'verwaltungspolitischeKodierung/%s/code' % name)
            if value and not re.fullmatch(r'\d{%d}' % digits, value):
                fault(path, 'kein %s: %s' % (name, value))


def online(element, path):
    for link in element.findall(X + 'link'):
        if not (text_of(link, 'link') or '').startswith('https://'):
            fault(path, 'kein sicherer Link')
        if text_of(link, 'typ/code') != '01':
            fault(path, 'unbekannter Linktyp')


def identifier(element):
    return (element.get('schemeAgencyID'), element.get('schemeID'), (element.text or '').strip())


def references(found):
    """Jeder Identifikator ist einmalig, und worauf jemand zeigt, das gibt es."""
    ids = {}
    for kind, elements in found.items():
        for element in elements:
            own = element.find(X + 'id')
            if own is None:
                continue
            if identifier(own) in ids:
                fault(kind, 'der Identifikator %s steht zweimal' % own.text)
            ids[identifier(own)] = kind
    for kind in ('organisationseinheit', 'zustaendigkeitTransferObjekt'):
        for element in found[kind]:
            for target in element.iter(X + 'leistungID'):
                if ids.get(identifier(target)) != 'leistung':
                    fault(kind, 'die Leistung %s gibt es nicht' % target.text)
            for target in element.iter(X + 'uebergeordnetesObjektID'):
                if ids.get(identifier(target)) != 'onlinedienst':
                    fault(kind, 'den Onlinedienst %s gibt es nicht' % target.text)


def main(name):
    root = ET.parse(name).getroot()
    if not root.tag.startswith(X):
        fault('/', 'der Namensraum ist nicht %s' % NS)
        return {}
    if root.get('xzufiVersion') not in ('2.2', '2.2.0'):
        fault('/', 'xzufiVersion ist %s' % root.get('xzufiVersion'))
    for attribute in ('produktbezeichnung', 'produkthersteller'):
        if not root.get(attribute):
            fault('/', 'es fehlt %s' % attribute)
    walk(root, ROOT, '')
    found = {kind: [] for kind in OBJECTS}
    for n, write in enumerate(root.findall(X + 'schreibe')):
        path = '/schreibe[%d]' % (n + 1)
        if len(write) != 1 or write[0].tag.removeprefix(X) not in OBJECTS:
            fault(path, 'enthält nicht genau ein Objekt')
            continue
        kind = write[0].tag.removeprefix(X)
        found[kind].append(write[0])
        walk(write[0], OBJECTS[kind], '%s/%s' % (path, kind))
        {'leistung': service, 'organisationseinheit': office, 'onlinedienst': online}.get(kind, lambda *_: None)(write[0], '%s/%s' % (path, kind))
    for gone in root.findall(X + 'loesche'):
        if gone.get('klasse') not in CLASSES:
            fault('/loesche', 'unbekannte Klasse %s' % gone.get('klasse'))
    references(found)
    return {kind: len(elements) for kind, elements in found.items()}


if __name__ == '__main__':
    counts = main(sys.argv[1])
    for line in faults[:50]:
        print(line)
    if not faults:
        print(' '.join('%s=%d' % pair for pair in counts.items()))
    sys.exit(1 if faults else 0)
