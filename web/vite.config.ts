import { gzipSync } from 'node:zlib';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = import.meta.dirname;

/** Puts a .gz beside every file that is worth it; the services send it as it is. */
function compressed(dir: string): Plugin {
  return {
    name: 'compressed',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
          if (/\.(js|css|html|svg|webmanifest)$/.test(name)) {
            const file = join(dir, name);
            writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
          }
        }
      },
    },
  };
}

/** The icon in pixels, for telephones that take no SVG. */
const ICONS = [
  // iOS rounds its corners itself.
  { fileName: 'icono-180.png', width: 180, margin: 0 },
  { fileName: 'icono-192.png', width: 192, margin: null },
  { fileName: 'icono-512.png', width: 512, margin: null },
  // Android cuts it to a shape of its own, which leaves a circle of 80 % for certain.
  { fileName: 'icono-lleno-512.png', width: 512, margin: 13 },
] as const;

/** Draws them from the SVG of 64 units, as it is or with the ground going on beyond its corners. */
function icons(): Plugin {
  return {
    name: 'icons',
    async generateBundle() {
      await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
      const drawing = readFileSync(join(here, 'pages/public/icono.svg'), 'utf8');
      for (const { fileName, width, margin } of ICONS) {
        const source = new Resvg(margin === null ? drawing : filled(drawing, margin), {
          fitTo: { mode: 'width', value: width },
        });
        this.emitFile({ type: 'asset', fileName, source: source.render().asPng() });
      }
    },
  };
}

function filled(drawing: string, margin: number): string {
  const side = 64 + 2 * margin;
  return drawing
    .replace('viewBox="0 0 64 64"', `viewBox="${-margin} ${-margin} ${side} ${side}"`)
    .replace(
      '<rect width="64" height="64" rx="14"',
      `<rect x="${-margin}" y="${-margin}" width="${side}" height="${side}"`,
    );
}

/** Installs the phone's page, so that it opens without network. */
const installable = VitePWA({
  strategies: 'generateSW',
  filename: 'sw.js',
  registerType: 'autoUpdate',
  injectRegister: false,
  manifest: {
    id: '/app/',
    name: 'Cargue',
    short_name: 'Cargue',
    description: 'La planilla de cargue del vendedor',
    lang: 'es',
    start_url: '/app/',
    scope: '/app/',
    display: 'standalone',
    orientation: 'portrait',
    background_color: '#f5f6f7',
    theme_color: '#0b6b57',
    icons: [
      { src: 'icono.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icono-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icono-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: 'icono-lleno-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,woff2}'],
    // The page itself comes from the service while it answers, with the headers of today: a stored one would keep the
    // addresses that its policy (CSP) once allowed. Without network, or after 2 s, it is the stored one.
    navigateFallback: null,
    directoryIndex: null,
    runtimeCaching: [
      {
        urlPattern: ({ request, url }) => request.mode === 'navigate' && url.pathname.startsWith('/app/'),
        handler: 'NetworkFirst',
        options: {
          networkTimeoutSeconds: 2,
          plugins: [
            {
              fetchDidSucceed: ({ response }) =>
                response.ok ? Promise.resolve(response) : Promise.reject(new Error('no page')),
              cacheWillUpdate: () => Promise.resolve(null),
              cachedResponseWillBeUsed: () => caches.match('/app/index.html', { ignoreSearch: true }),
            },
          ],
        },
      },
    ],
    cleanupOutdatedCaches: true,
    skipWaiting: true,
    clientsClaim: true,
    inlineWorkboxRuntime: true,
  },
});

/** The pages: `--mode cargue` is push-service's, `--mode app` ingest-service's, `--mode documentos` both services'. */
export default defineConfig(({ mode }) => {
  const outDir = resolve(here, `target/classes/paginas/${mode}`);
  return {
    root: resolve(here, 'pages', mode),
    base: `/${mode}/`,
    publicDir: resolve(here, 'pages/public'),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      // Swagger UI, loaded only where it is shown, is larger than all else together.
      chunkSizeWarningLimit: mode === 'documentos' ? 1_700 : 400,
    },
    esbuild: { jsx: 'automatic' },
    logLevel: 'warn',
    plugins: [...(mode === 'app' ? [icons(), installable] : []), compressed(outDir)],
  };
});
