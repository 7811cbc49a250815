// Build of the browser's part. Everything is served from /assets/ with hashed names; the server reads
// dist/manifest.json to link script and style. Nothing is inlined: the page runs under a strict CSP.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/assets/' : '/',
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    assetsDir: 'web',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rollupOptions: { input: { familie: 'seiten/familie.ts', stil: 'seiten/stil.css', dienst: 'dienst/dienst.ts' } },
  },
  test: { include: ['*/**/*.test.ts'], exclude: ['node_modules/**', 'dist/**'] },
}));
