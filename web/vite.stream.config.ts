import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const outDir = resolve(here, 'target/stream');

/** The stream client as a package that others can import: `npm run stream`, which also writes its types. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      entry: { index: resolve(here, 'src/stream/index.ts'), react: resolve(here, 'src/stream/react.tsx') },
      formats: ['es'],
    },
    rollupOptions: { external: [/^react(\/|$)/] },
  },
  esbuild: { jsx: 'automatic', jsxDev: false },
  logLevel: 'warn',
  plugins: [
    {
      name: 'manifest',
      writeBundle: () => {
        copyFileSync(resolve(here, 'stream.package.json'), resolve(outDir, 'package.json'));
      },
    },
  ],
});
