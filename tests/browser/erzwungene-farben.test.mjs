// Erzwungene Farben (Hochkontrast), hell und dunkel: Kanten, Zustände, Linien und der Fokus bleiben zu sehen. Der
// Browser setzt dann Systemfarben; geprüft wird, was er wirklich malt.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gefragt, lade_datei, oeffneFamilie, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const beispiel = readFileSync(new URL('../../beispiele/pflege-und-adoption.json', import.meta.url), 'utf8');

async function mitFamilie(colorScheme, pfad = '/familie') {
  const offen = await oeffneFamilie(browser, { forcedColors: 'active', colorScheme });
  const { page } = offen;
  assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
  await lade_datei(page, beispiel);
  await page.locator('[data-person="mia"]').waitFor();
  await gefragt(page);
  if (pfad !== '/familie') await page.goto(new URL(pfad, page.url()).href);
  return offen;
}

/** Wie die Systemfarben hier aussehen. */
const system = (page) => page.evaluate(() => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  const farben = Object.fromEntries(['Canvas', 'CanvasText', 'Highlight', 'HighlightText', 'ButtonText', 'LinkText', 'GrayText'].map((name) => {
    probe.style.color = name;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return farben;
});
const stil = (ort, ...namen) => ort.evaluate((e, namen) => namen.map((n) => getComputedStyle(e).getPropertyValue(n)), namen);

/** Jeder sichtbare Knopf, jedes Feld und jede Karte hat eine Kante, eine Füllung oder eine Unterstreichung, die sich vom Grund abhebt. */
const ohneKante = (page, wo) => page.locator(wo).evaluateAll((alle, wo) => {
  if (!alle.length) throw new Error(`nichts gefunden: ${wo}`);
  const klar = (farbe) => farbe === 'transparent' || /^rgba\(.*, 0\)$/.test(farbe);
  const grund = (e) => {
    for (let p = e.parentElement; p; p = p.parentElement) if (!klar(getComputedStyle(p).backgroundColor)) return getComputedStyle(p).backgroundColor;
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  return alle.filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 2).filter((e) => {
    const s = getComputedStyle(e);
    const kante = ['Top', 'Bottom'].some((seite) => parseFloat(s[`border${seite}Width`]) > 0 && s[`border${seite}Style`] !== 'none' && !klar(s[`border${seite}Color`]) && s[`border${seite}Color`] !== grund(e));
    const voll = !klar(s.backgroundColor) && s.backgroundColor !== grund(e);
    return !kante && !voll && !s.textDecorationLine.includes('underline');
  }).map((e) => e.outerHTML.slice(0, 140));
}, wo);

for (const farben of ['light', 'dark']) {
  test(`Zeichnung (${farben}): Wände und Linien haben Systemfarben, gestrichelt bleibt gestrichelt`, async () => {
    const offen = await mitFamilie(farben);
    const { page, kontext } = offen;
    const { CanvasText, Canvas } = await system(page);
    assert.notEqual(CanvasText, Canvas);
    for (const was of ['.ground .line', '.wall', '.roof', '.floor']) {
      const gemalt = await page.locator(was).evaluateAll((teile) => [...new Set(teile.map((e) => `${getComputedStyle(e).stroke} ${getComputedStyle(e).opacity}`))]);
      assert.deepEqual(gemalt, [`${CanvasText} 1`], was);
    }
    const bindung = await page.locator('.ground .line.bond').evaluateAll((linien) => new Set(linien.map((l) => getComputedStyle(l).strokeDasharray)).size);
    assert.equal(bindung, 2, 'Pflege und Adoptionspflege bleiben zu unterscheiden');
    assert.deepEqual(await stil(page.locator('[data-sign="widowed"] .wax'), 'stroke'), [CanvasText]);
    assert.deepEqual(await ohneKante(page, '.stage .person .plate, .ghost .plus'), []);
    await pruefeSauber(offen);
    await kontext.close();
  });

  test(`Zustände (${farben}): gedrückt, gewählt, offen und gesperrt sehen anders aus`, async () => {
    const offen = await mitFamilie(farben);
    const { page, kontext } = offen;
    const { Highlight, HighlightText } = await system(page);
    const person = page.locator('[data-testid="zeichnung"] [data-person="mia"]');
    const ruhig = await stil(person.locator('.plate'), 'outline-style', 'outline-color');
    await person.click();
    const gewaehlt = await stil(person.locator('.plate'), 'outline-style', 'outline-color');
    assert.notDeepEqual(gewaehlt, ruhig, 'die gewählte Person');
    assert.deepEqual(gewaehlt, ['solid', Highlight]);

    const knopf = (name) => page.getByTestId('karte').locator('[data-fact="Kindschaft"]').getByRole('button', { name });
    assert.deepEqual(await stil(knopf('Pflegekind'), 'background-color', 'color'), [Highlight, HighlightText]);
    assert.notEqual((await stil(knopf('adoptiert'), 'background-color'))[0], Highlight);
    assert.equal(await knopf('Pflegekind').evaluate((e) => getComputedStyle(e, '::before').content.includes('✓')), true);
    assert.deepEqual(await ohneKante(page, '[data-testid="karte"] .chip, [data-testid="karte"] input:not([type=range]), [data-testid="karte"] select, [data-testid="karte"] .button'), []);

    const klappe = page.getByTestId('karte').getByTestId('besonderes').getByRole('button').first();
    const zu = await klappe.textContent();
    await klappe.click();
    assert.notEqual(await klappe.textContent(), zu, 'offen und zu unterscheiden sich ohne Farbe');
    await page.getByTestId('karte').locator('button[data-fact="erlebt-Gewalt"]').click();
    assert.deepEqual(await stil(page.getByTestId('karte').locator('button[data-fact="erlebt-Gewalt"]'), 'background-color', 'color'), [Highlight, HighlightText]);
    await pruefeSauber(offen);
    await kontext.close();
  });

  test(`Fokus (${farben}): jeder Halt der Tabulatortaste in Bild, Karte und Ergebnissen ist umrandet`, async () => {
    const offen = await mitFamilie(farben);
    const { page, kontext } = offen;
    await page.locator('[data-testid="zeichnung"] [data-person="mia"]').click();
    await page.getByTestId('karte').waitFor();
    const { Canvas } = await system(page);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const gesehen = new Set();
    for (let i = 0; i < 90; i++) {
      await page.keyboard.press('Tab');
      const halt = await page.evaluate((Canvas) => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const traeger = [e, e.querySelector('.plate'), e.closest('label')].filter(Boolean);
        const umrandet = traeger.some((t) => {
          const s = getComputedStyle(t);
          return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && s.outlineColor !== Canvas;
        });
        return { umrandet, wer: e.outerHTML.slice(0, 140), wo: e.closest('[data-testid]')?.dataset.testid ?? '' };
      }, Canvas);
      if (!halt) continue;
      assert.ok(halt.umrandet, `ohne sichtbaren Fokus: ${halt.wer}`);
      gesehen.add(halt.wo);
    }
    for (const wo of ['zeichnung', 'karte']) assert.ok(gesehen.has(wo), `${wo} wurde nicht erreicht`);
    await kontext.close();
  });

  test(`Ergebnisse, Planer und Zeitstrahl (${farben}): Karten, Kacheln und Balken behalten ihre Kanten`, async () => {
    const offen = await mitFamilie(farben);
    const { page, kontext } = offen;
    assert.deepEqual(await ohneKante(page, 'article[data-service], [data-testid="frage"], [data-testid="frage"] .chip'), []);
    await page.goto(new URL('/planer', page.url()).href);
    await page.getByTestId('planer').locator('.chips button').first().click();
    assert.deepEqual(await ohneKante(page, '[data-testid="planer"] [role="gridcell"], [data-testid="planer"] .chip'), []);
    const art = (kind) => page.getByTestId('planer').locator(`[data-brush="${kind}"]`);
    assert.notDeepEqual(await stil(art('basis'), 'background-color'), await stil(art('plus'), 'background-color'), 'der gewählte Stift');
    await page.goto(new URL('/zeitstrahl', page.url()).href);
    await page.getByTestId('bild').waitFor();
    assert.deepEqual(await ohneKante(page, '#familie .chip, [data-testid="bild"] .bar'), []);
    await pruefeSauber(offen);
    await kontext.close();
  });
}
