// Build of the browser's part. Everything is served from /assets/ with hashed names; the server reads
// dist/manifest.json to link script and style. Nothing is inlined: the page runs under a strict CSP.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** What KERN gives to every element (tokens, base, focus) stays; its 300 kB of components, none of which is used
 *  here, stay out. A rule of KERN that names one of its classes goes. */
const kernBase = {
  postcssPlugin: 'kern-base',
  Rule(rule: KernRule) {
    if (!rule.source?.input.file?.includes('@kern-ux')) return;
    const kept = rule.selectors.filter((selector) => !selector.includes('.kern-'));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
};
type KernRule = { source?: { input: { file?: string } }; selectors: string[]; remove(): void };

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/assets/' : '/',
  plugins: [svelte()],
  // The search shares its list of small words with the server's.
  server: { fs: { allow: ['.', '../src/catalogue/silent_words.txt'] } },
  css: { postcss: { plugins: [kernBase] } },
  build: {
    outDir: 'dist',
    assetsDir: 'web',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rollupOptions: { input: { familie: 'seiten/familie.ts', stil: 'seiten/stil.css', dienst: 'dienst/dienst.ts' } },
  },
  test: { include: ['*/**/*.test.ts'], exclude: ['node_modules/**', 'dist/**'], testTimeout: 120_000 },
}));
