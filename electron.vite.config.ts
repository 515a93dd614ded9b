import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const at = (path: string): string => resolve(import.meta.dirname, path);
const alias = { $contract: at('src-main/contract') };

// The targets are spelled out: electron-vite would derive them from the pinned major, but the code
// also runs on Electron 33 (Node 20.18, Chromium 130) and, for the command line, on plain Node 20.
export default defineConfig({
  main: {
    resolve: {
      alias: [
        { find: '$contract', replacement: alias.$contract },
        // @stoqey/ib would read a `.env` of the working directory; ours is told everything it needs.
        { find: 'dotenv', replacement: at('src-main/gateway/no-dotenv.ts') },
        // Its build for Node declares `require`, which electron-vite declares in every chunk that names it.
        { find: /^fflate$/, replacement: 'fflate/browser' },
        // x11 names its extensions, and with them an X server, without being asked for one.
        {
          find: /^\.\/(ext\/[\w-]+|fdpass)$/,
          replacement: at('src-main/gateway/windows/no-x-extras.ts'),
        },
      ],
    },
    build: {
      outDir: 'out/main',
      target: 'node20.18',
      // V8 keeps the text of every loaded file in memory.
      minify: true,
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: at('src-main/index.ts'),
          cli: at('src-main/cli/index.ts'),
          'probe-worker': at('src-main/gateway/probe-worker.ts'),
          'compare-worker': at('src-main/jts/compare-worker.ts'),
        },
        // All in one folder: the worker's file is found beside whichever chunk asks for it.
        output: { chunkFileNames: 'chunk-[name].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      sourcemap: true,
      rollupOptions: {
        input: { index: at('src-main/preload/index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    resolve: { alias },
    plugins: [svelte()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      sourcemap: true,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
});
