import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * React Aria writes a `<style>` into the page unless an element of this id exists; our policy forbids inline style,
 * so our own stylesheet carries the id and the rule (ui/base.css).
 */
function nameTheStylesheet(): Plugin {
  return {
    name: 'vigie:name-the-stylesheet',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace('<link rel="stylesheet"', '<link id="react-aria-pressable-style" rel="stylesheet"'),
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), nameTheStylesheet()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // No data: URLs: the content security policy has no place for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7400', '/sign-in': 'http://127.0.0.1:7400' } },
});
