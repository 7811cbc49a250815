// axe auf einer Seite in mehreren Kleidern (Breite, hell oder dunkel), ohne sie neu zu laden. Befunde als
// „Seite Breite Farbe: Regel Stelle“; dazu gehört, was zur Seite hinausragt.
import { createRequire } from 'node:module';

const { source } = createRequire(new URL('../../web/package.json', import.meta.url))('axe-core');

export const KLEIDER = [320, 1280].flatMap((breite) => ['light', 'dark'].map((farbe) => [breite, farbe]));
/** Die beiden äußersten: was dazwischen scheitert, scheitert fast immer auch hier. */
export const AUSSEN = [[1280, 'light'], [320, 'dark']];

export async function barrieren(page, url, pfad, kleider = KLEIDER) {
  await page.goto(url + pfad);
  // Wo eine Zeichnung steht, ist die Seite erst mit ihr fertig.
  const insel = page.locator('#familie');
  if (await insel.count()) await page.waitForFunction(() => !document.querySelector('#familie > noscript, #familie > [data-ersetzt]'));
  return inKleidern(page, pfad, kleider);
}

/** Dasselbe auf der Seite, wie sie gerade ist. */
export async function inKleidern(page, was, kleider = KLEIDER) {
  const aus = [];
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(source);
  for (const [width, colorScheme] of kleider) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((breite) => innerWidth === breite, width);
    const [ueber, verstoesse] = await page.evaluate(async () => {
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      const ragt = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      return [ragt, violations.flatMap((v) => v.nodes.map((n) => `${v.id} ${n.target.join(' ')} – ${n.failureSummary.replace(/\s+/g, ' ')}`))];
    });
    if (ueber > 0) aus.push(`${was} ${width} ${colorScheme}: ${ueber} Pixel ragen zur Seite hinaus`);
    for (const v of verstoesse) aus.push(`${was} ${width} ${colorScheme}: ${v}`);
  }
  return aus;
}
