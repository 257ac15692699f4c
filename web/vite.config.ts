import { gzipSync } from 'node:zlib';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
    background_color: '#f6f7f9',
    theme_color: '#0f5f52',
    icons: [{ src: 'icono.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
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

/** The two pages: `--mode cargue` is push-service's, `--mode app` ingest-service's. */
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
      chunkSizeWarningLimit: 400,
    },
    esbuild: { jsx: 'automatic' },
    logLevel: 'warn',
    plugins: [...(mode === 'app' ? [installable] : []), compressed(outDir)],
  };
});
