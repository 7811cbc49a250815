// Baut das Gerüst des Berichts von `familienrathaus reform`: eine einzige HTML-Datei mit Skript und Stil darin, denn der Bericht
// wird verschickt und von der Platte geöffnet. Das fertige Gerüst liegt in build/bericht/bericht.html.
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin, type Rollup } from 'vite';

const LIZENZEN = 'lizenzen.md';

/** Skript und Stil in die Seite, dazu die Lizenzen von allem, was darin steckt. Ersetzt wird mit einer Funktion: In den
 *  Dateien stehen Zeichen, die in einem Ersatztext etwas bedeuten. */
function inEineDatei(bundle: Rollup.OutputBundle): void {
  const dateien = Object.values(bundle);
  const seite = dateien.find((d) => d.fileName.endsWith('.html')) as Rollup.OutputAsset;
  const skript = dateien.find((d) => d.type === 'chunk') as Rollup.OutputChunk;
  const text = (endung: string) => String((dateien.find((d) => d.fileName.endsWith(endung)) as Rollup.OutputAsset).source);
  const code = skript.code.replace(/<(?=\/script|!--)/gi, '\\x3C');
  const lizenzen = `<!--\n${text(LIZENZEN).replace(/--/g, '- -')}\n-->`;
  seite.source = String(seite.source)
    .replace(/\s*<script type="module" [^>]*><\/script>/, '')
    .replace(/<link rel="stylesheet" [^>]*>/, () => `<style>${text('.css')}</style>`)
    .replace('</body>', () => `<script type="module">${code}</script>\n${lizenzen}\n</body>`)
    .replace('{{pruefsumme}}', createHash('sha256').update(code).digest('base64'));
  for (const { fileName } of dateien) if (fileName !== seite.fileName) delete bundle[fileName];
}

const eineDatei: Plugin = { name: 'eine-datei', enforce: 'post', generateBundle: { order: 'post', handler: (_, bundle) => inEineDatei(bundle) } };

export default defineConfig({
  root: 'bericht',
  plugins: [eineDatei],
  build: {
    outDir: '../../build/bericht',
    emptyOutDir: true,
    license: { fileName: LIZENZEN },
    modulePreload: false,
    target: 'es2022',
    rollupOptions: { input: 'bericht/bericht.html' },
  },
});
