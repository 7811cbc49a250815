// Ein Rundgang durch das ganze Portal ohne Browser: von der Startseite und der Sitemap aus jede Seite einmal, und was
// an allen zusammen stimmen muss. Jede Prüfung gibt Befunde zurück („Seite: was nicht stimmt“); keine Befunde heißt gut.
// Gebraucht von seiten.test.mjs (prüft) und bench/alle-seiten.mjs (misst und druckt).
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SPRACHEN = { de: 'de', leicht: 'de-simple', en: 'en', tr: 'tr', uk: 'uk', ar: 'ar', pl: 'pl', ro: 'ro', ru: 'ru' };
const STARTE = ['/', '/sitemap.xml', '/robots.txt', '/offline'];
// In Leichter Sprache ohne eigenen Vorsatz: für alle, die das Menü der Sprachen noch nicht gefunden haben.
const EIGEN = { '/leichte-sprache': 'leicht' };
const HTML = /^text\/html\b/;

export const spracheVon = (pfad) => EIGEN[pfad] ?? (Object.keys(SPRACHEN).find((s) => s !== 'de' && (pfad === `/${s}` || pfad.startsWith(`/${s}/`))) ?? 'de');
/** Der Pfad ohne die Sprache. */
export const deutsch = (pfad) => {
  const sprache = spracheVon(pfad);
  return sprache === 'de' || EIGEN[pfad] ? pfad : pfad.slice(sprache.length + 1) || '/';
};
/** Seiten einer Art sehen gleich aus; die der Gewalt haben dazu den Knopf, der hinausführt. */
export const artVon = (pfad) => {
  const [, erster, zweiter] = deutsch(pfad).split('/');
  return zweiter === undefined ? `/${erster}` : pfad.endsWith('/bedarf/gewalt') ? '/bedarf/gewalt' : `/${erster}/…`;
};

const entwandelt = (text) => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (alles, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'");

/** Jede öffnende Marke: { name, a: {…}, drin: steht sie in <main>? }. Ob das HTML gültig ist, sagt vnu. */
function* marken(html) {
  const muster = /<!--[\s\S]*?-->|<(script|style)\b([^>]*)>[\s\S]*?<\/\1>|<(\/?)([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
  let drin = false;
  for (const [alles, roh, rohA, zu, name, mehr] of html.matchAll(muster)) {
    if (alles.startsWith('<!--')) continue;
    const wer = (roh ?? name).toLowerCase();
    if (zu) {
      if (wer === 'main') drin = false;
      continue;
    }
    if (wer === 'main') drin = true;
    const a = {};
    for (const [, schluessel, , eins, zwei, drei] of (rohA ?? mehr).matchAll(/([^\s=/"'>]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g))
      a[schluessel.toLowerCase()] = entwandelt(eins ?? zwei ?? drei ?? '');
    yield { name: wer, a, drin, inhalt: roh ? alles.slice(alles.indexOf('>') + 1, alles.lastIndexOf('<')) : '' };
  }
}

/** Verweise auf andere Seiten und auf Dateien, die der Browser von selbst lädt. */
function lies(pfad, html) {
  const seite = { pfad, html, sprache: spracheVon(pfad), ids: new Set(), doppelt: [], verweise: [], laedt: [], hreflang: [], daten: [], h1: 0, noindex: false, canonical: null, lang: '', dir: '' };
  seite.titel = entwandelt(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '');
  for (const { name, a, drin, inhalt } of marken(html)) {
    if (a.id !== undefined) (seite.ids.has(a.id) ? seite.doppelt : { push: () => seite.ids.add(a.id) }).push(a.id);
    if (name === 'html') Object.assign(seite, { lang: a.lang ?? '', dir: a.dir ?? '' });
    if (name === 'h1') seite.h1 += 1;
    if ((name === 'a' || name === 'area') && a.href !== undefined) seite.verweise.push({ href: a.href, drin });
    if (name === 'meta' && a.name === 'robots') seite.noindex = /noindex/.test(a.content);
    if (name === 'link' && a.rel === 'canonical') seite.canonical = a.href;
    else if (name === 'link' && a.rel === 'alternate' && a.hreflang) seite.hreflang.push([a.hreflang, a.href]);
    else if (name === 'link') seite.laedt.push(a.href);
    if (name === 'script' && a.type === 'application/ld+json') seite.daten.push(inhalt);
    if (name === 'form') seite.laedt.push(a.action ?? pfad);
    for (const wo of ['src', 'poster', 'data', 'formaction']) if (a[wo] !== undefined && a[wo] !== '') seite.laedt.push(a[wo]);
    for (const teil of (a.srcset ?? '').split(',')) if (teil.trim()) seite.laedt.push(teil.trim().split(/\s/)[0]);
    for (const wo of ['data-wasm', 'data-regelwerk', 'data-stellen']) if (a[wo]) seite.laedt.push(a[wo]);
    for (const teil of (a['data-texte'] ?? '').split(' ')) if (teil.includes('=')) seite.laedt.push(teil.slice(teil.indexOf('=') + 1));
  }
  return seite;
}

const leitung = new Agent({ keepAlive: true, maxSockets: 1 });
/** Eine Anfrage: { status, typ, text, ersteMs } – ersteMs bis zum ersten Byte der Antwort. */
export const hole = (url, pfad) =>
  new Promise((gut, schlecht) => {
    const anfang = performance.now();
    const anfrage = request(url + pfad, { agent: leitung, headers: { 'Accept-Encoding': 'identity' } }, (antwort) => {
      const ersteMs = performance.now() - anfang;
      const teile = [];
      antwort.on('data', (teil) => teile.push(teil));
      antwort.on('error', schlecht);
      antwort.on('end', () => gut({ status: antwort.statusCode, typ: antwort.headers['content-type'] ?? '', text: Buffer.concat(teile).toString('utf8'), ersteMs, kopf: antwort.headers }));
    });
    anfrage.on('error', schlecht);
    anfrage.end();
  });

/** Alles, was von `/` und aus der Sitemap zu erreichen ist. `fremd` sind Adressen außerhalb, denen niemand folgt. */
export async function gehe(url) {
  const eigen = new URL(url).origin;
  const seiten = new Map(), dateien = new Map(), zeiten = [], sitemap = [], woher = new Map();
  const wartend = [...STARTE];
  const merke = (ziel, von) => {
    const adresse = new URL(ziel, eigen + von);
    if (adresse.origin !== eigen) return;
    const pfad = adresse.pathname + adresse.search;
    if (woher.has(pfad)) return;
    woher.set(pfad, von);
    wartend.push(pfad);
  };
  for (const pfad of STARTE) woher.set(pfad, '(Anfang)');
  for (let i = 0; i < wartend.length; i++) {
    const pfad = wartend[i];
    const antwort = await hole(url, pfad);
    if (!HTML.test(antwort.typ) || antwort.status !== 200) {
      dateien.set(pfad, antwort);
      if (pfad === '/sitemap.xml')
        for (const [, ort] of antwort.text.matchAll(/<loc>([^<]*)<\/loc>/g)) {
          const ziel = new URL(entwandelt(ort), eigen).pathname;
          sitemap.push(ziel);
          merke(ziel, pfad);
        }
      if (/^text\/css/.test(antwort.typ))
        for (const [, ziel] of antwort.text.matchAll(/url\(\s*["']?([^"')]+)/g)) if (!ziel.startsWith('data:') && !ziel.startsWith('#')) merke(ziel, pfad);
      continue;
    }
    zeiten.push(antwort.ersteMs);
    const seite = lies(pfad, antwort.text);
    seite.kopf = antwort.kopf;
    seiten.set(pfad, seite);
    for (const { href } of seite.verweise) if (!/^(mailto|tel|sms):/.test(href)) merke(href, pfad);
    for (const ziel of [...seite.laedt, ...seite.hreflang.map(([, wo]) => wo), ...(seite.canonical ? [seite.canonical] : [])]) {
      // Wohin ein Formular geht, ist keine Seite zum Ansehen.
      if (ziel && ziel !== '/rueckmeldung' && !ziel.startsWith('data:')) merke(ziel, pfad);
    }
  }
  return { url, eigen, seiten, dateien, zeiten, sitemap, woher };
}

/** Was kein Verweis von sich aus ist: derselbe Ort auf dem eigenen Server, sonst null. */
const ort = (rund, href, von) => {
  const adresse = new URL(href, rund.eigen + von);
  return adresse.origin === rund.eigen ? adresse : null;
};

// --- was stimmen muss -----------------------------------------------------------------------------------

export function status({ dateien, woher }) {
  return [...dateien].filter(([, antwort]) => antwort.status !== 200).map(([pfad, antwort]) => `${woher.get(pfad)}: ${pfad} antwortet ${antwort.status}`);
}

export function verweise(rund) {
  const aus = [];
  for (const { pfad, verweise: alle, doppelt } of rund.seiten.values()) {
    for (const id of doppelt) aus.push(`${pfad}: die Kennung „${id}“ kommt zweimal vor`);
    for (const { href } of alle) {
      if (/^tel:/.test(href)) { if (!/^tel:\+?\d{3,}$/.test(href)) aus.push(`${pfad}: ${href} ist keine Rufnummer`); continue; }
      if (/^sms:/.test(href)) { if (!/^sms:\+?\d{3,}$/.test(href)) aus.push(`${pfad}: ${href} ist keine Rufnummer`); continue; }
      if (/^mailto:/.test(href)) { if (!/^mailto:[^@\s]+@[^@\s]+\.[a-z]+(\?\S*)?$/.test(href)) aus.push(`${pfad}: ${href} ist keine Mail-Adresse`); continue; }
      let ziel;
      try { ziel = ort(rund, href, pfad); } catch { aus.push(`${pfad}: ${href} ist keine Adresse`); continue; }
      if (ziel === null) { if (!/^https?:\/\/[^/]+\.[^/]+/.test(href)) aus.push(`${pfad}: ${href} ist keine Adresse im Netz`); continue; }
      const dort = rund.seiten.get(ziel.pathname + ziel.search);
      if (!dort) { if (!rund.dateien.has(ziel.pathname + ziel.search)) aus.push(`${pfad}: ${href} führt nirgendwohin`); continue; }
      const anker = decodeURIComponent(ziel.hash.slice(1));
      if (anker && !dort.ids.has(anker)) aus.push(`${pfad}: ${href}, den Anker gibt es dort nicht`);
    }
  }
  return aus;
}

/** Nichts, was der Browser von selbst holt oder wohin er etwas schickt, liegt anderswo. */
export function fremdes(rund) {
  const aus = [];
  for (const { pfad, laedt, html } of rund.seiten.values()) {
    for (const href of laedt) if (!href?.startsWith('data:') && ort(rund, href ?? '', pfad) === null) aus.push(`${pfad} lädt ${href}`);
    if (/<(iframe|object|embed|base)\b/.test(html)) aus.push(`${pfad} bettet etwas ein`);
  }
  for (const [pfad, antwort] of rund.dateien)
    if (/css/.test(antwort.typ)) for (const [treffer] of antwort.text.matchAll(/(url\(\s*["']?|@import\s+["'])(https?:)?\/\/[^)"']*/g)) aus.push(`${pfad} lädt ${treffer}`);
  return aus;
}

/** Klicks von der Startseite der Sprache, nur über Seiten derselben Sprache. */
export function klicks(rund, sprache) {
  const anfang = sprache === 'de' ? '/' : `/${sprache}`;
  const weit = new Map([[anfang, 0]]);
  for (const [pfad, schritte] of weit)
    for (const { href } of rund.seiten.get(pfad)?.verweise ?? []) {
      if (/^(mailto|tel|sms):/.test(href)) continue;
      const ziel = ort(rund, href, pfad)?.pathname;
      if (ziel && rund.seiten.has(ziel) && spracheVon(ziel) === sprache && !weit.has(ziel)) weit.set(ziel, schritte + 1);
    }
  return weit;
}

export function erreichbar(rund, hoechstens = 3) {
  const aus = [];
  for (const sprache of Object.keys(SPRACHEN)) {
    const weit = klicks(rund, sprache);
    for (const pfad of rund.seiten.keys()) {
      if (spracheVon(pfad) !== sprache || !deutsch(pfad).startsWith('/leistung/')) continue;
      if (!weit.has(pfad)) aus.push(`${pfad} ist in dieser Sprache nicht zu erreichen`);
      else if (weit.get(pfad) > hoechstens) aus.push(`${pfad} liegt ${weit.get(pfad)} Klicks entfernt`);
    }
  }
  return aus;
}

/** Jede Seite führt in ihrem Inhalt weiter: auf eine andere Seite, in dieselbe Sprache, soweit es sie dort gibt. */
export function sackgassen(rund) {
  const aus = [];
  for (const { pfad, verweise: alle, sprache, h1 } of rund.seiten.values()) {
    if (h1 !== 1) aus.push(`${pfad} hat ${h1} Hauptüberschriften`);
    const weiter = alle.some(({ href, drin }) => {
      if (!drin || /^(mailto|tel|sms):/.test(href)) return false;
      const ziel = ort(rund, href, pfad);
      return ziel !== null && ziel.pathname !== pfad && rund.seiten.has(ziel.pathname + ziel.search);
    });
    if (!weiter) aus.push(`${pfad} führt nicht weiter`);
    const fremdeSprache = alle.filter(({ href, drin }) => {
      if (!drin || /^(mailto|tel|sms|https?):/.test(href)) return false;
      const ziel = ort(rund, href, pfad).pathname;
      const eigenes = sprache === 'de' ? ziel : `/${sprache}${ziel === '/' ? '' : ziel}`;
      return rund.seiten.has(ziel) && spracheVon(ziel) === 'de' && sprache !== 'de' && !EIGEN[pfad] && rund.seiten.has(eigenes);
    });
    for (const { href } of fremdeSprache) aus.push(`${pfad}: ${href} führt ins Deutsche, obwohl es die Seite in der eigenen Sprache gibt`);
  }
  return aus;
}

export function sprachen({ seiten }) {
  const aus = [];
  for (const { pfad, lang, dir, sprache } of seiten.values()) {
    if (lang !== SPRACHEN[sprache]) aus.push(`${pfad}: lang="${lang}" statt ${SPRACHEN[sprache]}`);
    if (dir !== (sprache === 'ar' ? 'rtl' : 'ltr')) aus.push(`${pfad}: dir="${dir}"`);
  }
  return aus;
}

export function titel({ seiten }) {
  const aus = [], gesehen = new Map();
  for (const { pfad, titel: text, sprache } of seiten.values()) {
    if (text.replace(/ – Familienrathaus$/, '').trim() === '') aus.push(`${pfad} hat keinen Titel`);
    const schluessel = `${sprache} ${text}`;
    if (gesehen.has(schluessel)) aus.push(`${pfad} heißt wie ${gesehen.get(schluessel)}: ${text}`);
    else gesehen.set(schluessel, pfad);
  }
  return aus;
}

/** canonical zeigt auf die Seite selbst; ihre Sprachen nennen einander; in der Sitemap stehen genau die Seiten zum Finden. */
export function adressen(rund) {
  const aus = [], nur = (href) => new URL(href, rund.eigen).pathname;
  for (const seite of rund.seiten.values()) {
    const { pfad, canonical, hreflang, noindex } = seite;
    if (rund.sitemap.includes(pfad) === noindex) aus.push(`${pfad}: ${noindex ? 'nicht zum Finden, steht aber in der Sitemap' : 'fehlt in der Sitemap'}`);
    if (noindex) {
      if (canonical !== null || hreflang.length) aus.push(`${pfad}: nicht zum Finden, nennt aber Adressen`);
      continue;
    }
    if (canonical === null || nur(canonical) !== pfad) aus.push(`${pfad}: canonical ist ${canonical}`);
    if (new Set(hreflang.map(([code]) => code)).size !== hreflang.length) aus.push(`${pfad}: eine Sprache zweimal`);
    const mich = hreflang.filter(([code, wo]) => code !== 'x-default' && nur(wo) === pfad);
    if (hreflang.length && (mich.length !== 1 || mich[0][0] !== seite.lang)) aus.push(`${pfad}: nennt sich selbst nicht als ${seite.lang}`);
    for (const [code, wo] of hreflang) {
      const dort = rund.seiten.get(nur(wo));
      if (!dort) aus.push(`${pfad}: ${code} zeigt auf ${wo}, das gibt es nicht`);
      else if (dort.noindex) aus.push(`${pfad}: ${code} zeigt auf ${wo}, das nicht gefunden werden soll`);
      else if (code !== 'x-default' && dort.lang !== code) aus.push(`${pfad}: ${code} zeigt auf ${wo} in ${dort.lang}`);
      else if (code !== 'x-default' && !dort.hreflang.some(([, zurueck]) => nur(zurueck) === pfad)) aus.push(`${pfad}: ${wo} nennt diese Seite nicht zurück`);
    }
  }
  for (const doppelt of rund.sitemap.filter((pfad, i, alle) => alle.indexOf(pfad) !== i)) aus.push(`${doppelt} steht zweimal in der Sitemap`);
  return aus;
}

const voll = (wert) => typeof wert === 'string' && wert.trim() !== '';
export function angaben(rund) {
  const aus = [];
  for (const { pfad, daten, lang } of rund.seiten.values()) {
    const sage = (was) => aus.push(`${pfad}: ${was}`);
    if (!deutsch(pfad).startsWith('/leistung/')) { if (daten.length) sage('Angaben zu einer Leistung auf einer anderen Seite'); continue; }
    if (daten.length !== 1) { sage(`${daten.length} Angaben für Maschinen`); continue; }
    let d;
    try { d = JSON.parse(daten[0]); } catch (fehler) { sage(`kein JSON: ${fehler.message}`); continue; }
    if (d['@context'] !== 'https://schema.org' || d['@type'] !== 'GovernmentService') sage('kein GovernmentService von schema.org');
    for (const feld of ['name', 'description', 'url', 'serviceType']) if (!voll(d[feld])) sage(`„${feld}“ fehlt`);
    if (d.inLanguage !== lang) sage(`inLanguage ist ${d.inLanguage}`);
    if (new URL(d.url, rund.eigen).pathname !== pfad) sage(`url ist ${d.url}`);
    if (d.areaServed?.['@type'] !== 'AdministrativeArea' || !voll(d.areaServed.name)) sage('areaServed fehlt');
    if (d.audience && (d.audience['@type'] !== 'Audience' || !voll(d.audience.audienceType))) sage('audience ist leer');
    if (!Array.isArray(d.provider) || d.provider.length === 0) sage('niemand ist zuständig (provider)');
    for (const stelle of d.provider ?? []) {
      if (stelle['@type'] !== 'GovernmentOffice' || !voll(stelle.name)) sage('eine Stelle ohne Namen');
      if (!rund.seiten.has(new URL(stelle.url, rund.eigen).pathname)) sage(`die Stelle ${stelle.url} gibt es nicht`);
      if (stelle.address && stelle.address['@type'] !== 'PostalAddress') sage('eine Adresse ohne Art');
      if (stelle.telephone !== undefined && !/\d{3}/.test(stelle.telephone)) sage(`Telefon „${stelle.telephone}“`);
    }
    if (d.availableChannel && !/^https:\/\//.test(d.availableChannel.serviceUrl)) sage(`serviceUrl ist ${d.availableChannel.serviceUrl}`);
    if (JSON.stringify(d).includes('{Stadt}')) sage('ein Platz blieb leer');
    if (d.identifier !== undefined && !/^\d{14}$/.test(d.identifier)) sage(`der Schlüssel ${d.identifier} hat keine 14 Ziffern`);
  }
  return aus;
}

/** Kein Platz ohne Inhalt, kein Zeichen, das beim Umwandeln verloren ging. */
export function reste({ seiten }) {
  const aus = [];
  for (const { pfad, html } of seiten.values()) {
    const text = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    for (const [was] of text.matchAll(/\{[A-Za-z][\w.]*\}|\uFFFD|&amp;(amp|lt|gt|quot);|\*\*|\]\(|\bundefined\b|\bNaN\b/g)) aus.push(`${pfad}: „${was}“ im Text`);
  }
  return aus;
}

// --- gültiges HTML ---------------------------------------------------------------------------------------

const pruefer = fileURLToPath(new URL('../../web/node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
/** Ein Lauf der JVM über alle; Befunde als „Seite: Zeile:Spalte was“. */
export async function gueltig(rund, pfade = [...rund.seiten.keys()]) {
  const ordner = mkdtempSync(join(tmpdir(), 'familienrathaus-html-'));
  try {
    for (const pfad of pfade) {
      const datei = join(ordner, `${pfad === '/' ? 'index' : pfad.slice(1)}.html`);
      mkdirSync(dirname(datei), { recursive: true });
      writeFileSync(datei, rund.seiten.get(pfad).html);
    }
    const ausgabe = await new Promise((gut, schlecht) =>
      execFile('java', ['-Xss1024k', '-jar', pruefer, '--exit-zero-always', '--no-langdetect', '--stdout', '--format', 'json', '--skip-non-html', ordner],
        { maxBuffer: 512 * 1024 * 1024 }, (fehler, text) => (fehler ? schlecht(fehler) : gut(text))));
    const zurueck = (url) => decodeURIComponent(url ?? '').replace(/^file:\/*/, '/').replace(ordner, '').replace(/\.html$/, '').replace(/^\/index$/, '/');
    return JSON.parse(ausgabe).messages.map((m) => `${zurueck(m.url)}: ${m.type}${m.subType ? ` (${m.subType})` : ''} ${m.lastLine ?? ''}:${m.lastColumn ?? ''} ${m.message} ${(m.extract ?? '').replace(/\s+/g, ' ').slice(0, 120)}`);
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

/** Ein paar Befunde zum Lesen, dazu die Zahl der übrigen. */
export const kurz = (befunde, hoechstens = 12) => [...befunde.slice(0, hoechstens), ...(befunde.length > hoechstens ? [`… und ${befunde.length - hoechstens} weitere`] : [])];
export const je = (seiten, schluessel) => Map.groupBy([...seiten], schluessel);
