// Vier Arten, dieselbe Familie einzugeben: Maus, Finger, Tastatur und die Liste. Jede Hand kann dasselbe:
// drücken, schreiben, schieben, Leute hinzufügen, öffnen, schließen und ein Kind in zwei Häuser stellen.
import assert from 'node:assert/strict';

const bild = (page) => page.getByTestId('zeichnung');
const karte = (page) => page.getByTestId('karte');
const person = (page, id) => bild(page).locator(`[data-person="${id}"]`);
const haus = (page, id) => bild(page).locator(`button.plate[data-house="${id}"]`);

/** Ein Punkt zwischen zwei Häusern, nebeneinander oder untereinander. */
async function dazwischen(page, a, b) {
  const [oben, unten] = [await haus(page, a).boundingBox(), await haus(page, b).boundingBox()].sort((x, y) => x.y - y.y);
  if (unten.y < oben.y + oben.height) {
    const [links, rechts] = [oben, unten].sort((x, y) => x.x - y.x);
    return { x: (links.x + links.width + rechts.x) / 2, y: oben.y + oben.height / 2 };
  }
  return { x: oben.x + oben.width / 2, y: oben.y + oben.height + 30 };
}
async function mitte(ort) {
  const kasten = await ort.boundingBox();
  return { x: kasten.x + kasten.width / 2, y: kasten.y + 40 };
}
/** Rollt so, dass Person und Ziel zugleich zu sehen sind. */
async function zeigeBeide(page, id, a, b) {
  const hoehe = ((await mitte(person(page, id))).y + (await dazwischen(page, a, b)).y) / 2;
  await page.evaluate((y) => scrollBy({ top: y - innerHeight / 2, behavior: 'instant' }), hoehe);
  const [von, nach] = [await mitte(person(page, id)), await dazwischen(page, a, b)];
  const hoch = await page.evaluate(() => innerHeight);
  for (const punkt of [von, nach]) assert.ok(punkt.y > 0 && punkt.y < hoch, 'Person und Ziel passen nicht auf den Bildschirm');
  return [von, nach];
}
async function aufDerSchiene(schieber, wert) {
  await schieber.scrollIntoViewIfNeeded();
  const kasten = await schieber.boundingBox();
  return { x: kasten.x + 8 + ((wert - 5) / 90) * (kasten.width - 16), y: kasten.y + kasten.height / 2 };
}

class ImBild {
  constructor(page) {
    this.page = page;
  }
  formular() {
    return karte(this.page);
  }
  async hinzu(art, id) {
    await this.druecke(bild(this.page).locator(`[data-ghost="${art}"]`));
    await this.offen(id);
  }
  async oeffne(id) {
    await this.druecke(bild(this.page).locator(`[data-person="${id}"], button.plate[data-house="${id}"]`));
    await this.offen(id);
  }
  async offen(id) {
    await this.page.locator(`[data-testid="karte"][data-card="${id}"]`).waitFor();
  }
  async schliesse() {
    await this.druecke(karte(this.page).getByRole('button', { name: 'Fertig' }));
    await karte(this.page).waitFor({ state: 'detached' });
  }
  async beendet(id) {
    await this.page.locator(`[data-person="${id}"]:not(.moving)`).waitFor();
  }
  async schreibe(feld, text) {
    await feld.fill(text);
    await feld.blur();
  }
}

export class Maus extends ImBild {
  static wahl = { viewport: { width: 1280, height: 900 } };
  async druecke(ort) {
    await ort.click();
  }
  async schiebe(schieber, wert) {
    const { x, y } = await aufDerSchiene(schieber, wert);
    await this.page.mouse.click(x, y);
  }
  async inBeide(id, a, b) {
    const [von, nach] = await zeigeBeide(this.page, id, a, b);
    await this.page.mouse.move(von.x, von.y);
    await this.page.mouse.down();
    await this.page.mouse.move(nach.x, nach.y, { steps: 8 });
    await this.page.mouse.up();
    await this.beendet(id);
  }
}

export class Finger extends ImBild {
  static wahl = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  async druecke(ort) {
    await ort.tap();
  }
  async schiebe(schieber, wert) {
    const { x, y } = await aufDerSchiene(schieber, wert);
    await this.page.touchscreen.tap(x, y);
  }
  async inBeide(id, a, b) {
    const [von, nach] = await zeigeBeide(this.page, id, a, b);
    const draht = await this.page.context().newCDPSession(this.page);
    const finger = (type, punkte) => draht.send('Input.dispatchTouchEvent', { type, touchPoints: punkte });
    await finger('touchStart', [von]);
    await this.page.locator(`[data-person="${id}"].moving`).waitFor(); // der Finger hat lange genug geruht
    for (let i = 1; i <= 8; i++)
      await finger('touchMove', [{ x: von.x + ((nach.x - von.x) * i) / 8, y: von.y + ((nach.y - von.y) * i) / 8 }]);
    await finger('touchEnd', []);
    await draht.detach();
    await this.beendet(id);
  }
}

/** Nur die Tastatur: Tab, Pfeile, Enter, Leertaste, Escape und Ziffern. */
export class Tastatur extends ImBild {
  static wahl = { viewport: { width: 1280, height: 900 } };
  hat(ort) {
    return ort.evaluate((e) => e === document.activeElement);
  }
  async gehe(ort, taste = 'Tab', hoechstens = 300) {
    for (let i = 0; i < hoechstens; i++) {
      if (await this.hat(ort)) return;
      await this.page.keyboard.press(taste);
    }
    assert.fail(`${ort} ist mit ${taste} nicht zu erreichen`);
  }
  async geheImBild(ort) {
    const erster = bild(this.page).getByRole('button').first();
    const schonDa = await bild(this.page).evaluate((e) => e.contains(document.activeElement));
    if (!schonDa) await this.gehe(erster);
    await this.gehe(ort, 'ArrowRight');
  }
  async druecke(ort) {
    const imBild = await ort.evaluate((e) => e.closest('[data-testid="zeichnung"]') !== null);
    await (imBild ? this.geheImBild(ort) : this.gehe(ort));
    await this.page.keyboard.press('Enter');
  }
  async offen(id) {
    await super.offen(id);
    await this.page.waitForFunction(() => document.activeElement?.closest('[data-testid="karte"]'));
  }
  async schliesse() {
    const id = await karte(this.page).getAttribute('data-card');
    await this.page.keyboard.press('Escape');
    await karte(this.page).waitFor({ state: 'detached' });
    const knopf = bild(this.page).locator(`[data-person="${id}"], button.plate[data-house="${id}"]`);
    assert.ok(await this.hat(knopf), 'Escape gibt den Fokus nicht an die Person zurück');
  }
  async schreibe(feld, text) {
    await this.gehe(feld);
    const tag = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    // Die Reihenfolge von Tag und Monat bestimmt die Sprache des Browsers; hier sind beide gleich.
    if (tag) assert.equal(tag[2], tag[3]);
    await this.page.keyboard.type(tag ? `${tag[2]}${tag[3]}${tag[1]}` : text);
    await this.page.keyboard.press('Tab');
  }
  async schiebe(schieber, wert) {
    await this.gehe(schieber);
    const schritte = (wert - Number(await schieber.inputValue())) / 5;
    for (let i = 0; i < Math.abs(schritte); i++) await this.page.keyboard.press(schritte > 0 ? 'ArrowRight' : 'ArrowLeft');
  }
  async inBeide(id) {
    await this.geheImBild(person(this.page, id));
    await this.page.keyboard.press('Shift+ArrowRight');
  }
}

export class Liste extends Maus {
  liste() {
    return this.page.getByTestId('liste');
  }
  async beginne() {
    await this.page.getByRole('button', { name: 'Liste', exact: true }).click();
    await this.liste().waitFor();
  }
  formular() {
    return this.liste().locator('.entry.open');
  }
  zeile(id) {
    return this.liste().locator(`button[data-person="${id}"], button[data-house="${id}"]`);
  }
  async hinzu(art, id) {
    await this.druecke(this.liste().locator(`[data-ghost="${art}"]`));
    await this.offen(id);
  }
  async oeffne(id) {
    await this.druecke(this.zeile(id));
    await this.offen(id);
  }
  async offen(id) {
    await this.liste().locator(`.entry.open button[data-person="${id}"], .entry.open button[data-house="${id}"]`).waitFor();
  }
  async schliesse() {
    await this.druecke(this.formular().locator('button.row'));
    await this.formular().waitFor({ state: 'detached' });
  }
  async inBeide(id, a, b, name) {
    await this.oeffne(id);
    await this.druecke(this.formular().getByRole('group', { name: 'Wohnt in' }).getByRole('button', { name }));
    await this.schliesse();
  }
}
