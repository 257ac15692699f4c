// Measures the two pages in a real browser, as `./cargue bench pages` starts it: prints a line for each thing: its name and
// what was measured, times in ms.
// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const cargue = setting('CARGUE');
const app = setting('APP');
const vendedor = setting('VENDEDOR');
const warmUp = Number(setting('WARM_UP'));
const repetitions = Number(setting('REPETITIONS'));
const users = {
  despachador: { user: setting('DESPACHADOR'), password: setting('DESPACHADOR_PASSWORD') },
  vendedor: { user: vendedor, password: setting('VENDEDOR_PASSWORD') },
};
const LIMIT_MS = 30_000;
const OPENINGS = 10;

const executablePath = process.env.CHROMIUM ?? find(['chromium', 'chromium-browser', 'google-chrome']);
if (executablePath === undefined) {
  console.error('found no Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM');
  process.exit(1);
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  const desk = { viewport: { width: 1280, height: 800 }, locale: 'es-CO' };
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'es-CO' };
  const board = await enter(desk, `${cargue}#${vendedor}`, users.despachador);
  const seller = await enter(phone, app, users.vendedor);
  const times = await alternate(board, seller);
  const state = {
    board: await board.context().storageState(),
    phone: await seller.context().storageState(),
  };
  const script_bytes = Math.max(await scriptBytes(board), await scriptBytes(seller));
  await board.context().close();
  await seller.context().close();
  const found = {
    ...times,
    first_board: await openings({ ...desk, storageState: state.board }, `${cargue}#${vendedor}`),
    first_phone: await openings({ ...phone, storageState: state.phone }, app),
    script_bytes: [script_bytes],
  };
  for (const [name, values] of Object.entries(found)) {
    console.log([name, ...values].join(' '));
  }
} finally {
  await browser.close();
}

/** Logs in and waits for the sheet. */
async function enter(options, url, { user, password }) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(url);
  await page.fill('[name=usuario]', user);
  await page.fill('[name=clave]', password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.locator('[data-producto]').first().waitFor();
  return page;
}

/** Ticks of V and, which unticks both, of D, one after the other; from the tap to the frame in which the other sees it. */
async function alternate(board, seller) {
  const producto = await seller.locator('[data-producto]').first().getAttribute('data-producto');
  if ((await board.locator(row(producto)).getAttribute('data-d')) !== 'true') {
    await turn(board, seller, producto, { d: 'true' });
  }
  const v_to_board = [];
  const d_to_phone = [];
  for (let n = 0; n < warmUp + repetitions; n++) {
    const v = await turn(seller, board, producto, { v: 'true', d: 'true' });
    const d = await turn(board, seller, producto, { v: 'false', d: 'false' });
    if (n >= warmUp) {
      v_to_board.push(v);
      d_to_phone.push(d);
    }
    await turn(board, seller, producto, { d: 'true' });
    if (n % 20 === 0) {
      console.error(`ticks: ${n} of ${warmUp + repetitions}`);
    }
  }
  return { v_to_board, d_to_phone };
}

/** Taps a row on one page; the time until the other has drawn it. */
async function turn(from, to, producto, wanted) {
  await to.evaluate(
    ({ selector, wanted, limit }) => {
      window.seen = new Promise((resolve, reject) => {
        const check = () => {
          const data = document.querySelector(selector)?.dataset;
          if (data !== undefined && Object.entries(wanted).every(([key, value]) => data[key] === value)) {
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          }
        };
        const observer = new MutationObserver(check);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        setTimeout(() => reject(new Error(`${selector} was not ${JSON.stringify(wanted)}`)), limit);
        check();
      });
    },
    { selector: row(producto), wanted, limit: LIMIT_MS },
  );
  const tapped = await from.evaluate((selector) => {
    const at = performance.timeOrigin + performance.now();
    document.querySelector(`${selector} [role=checkbox]`).click();
    return at;
  }, row(producto));
  return (await to.evaluate(() => window.seen)) - tapped;
}

/** Time from navigation to the first drawn row, with nothing cached. */
async function openings(options, url) {
  const times = [];
  for (let n = 0; n < OPENINGS; n++) {
    const context = await browser.newContext(options);
    await context.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('[data-producto]') !== null) {
          observer.disconnect();
          requestAnimationFrame(() => (window.firstSheet = performance.now()));
        }
      }).observe(document, { subtree: true, childList: true });
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.firstSheet !== undefined, undefined, { timeout: LIMIT_MS });
    times.push(await page.evaluate(() => window.firstSheet));
    await context.close();
  }
  return times;
}

function scriptBytes(page) {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}

function row(producto) {
  return `[data-producto=${JSON.stringify(producto)}]`;
}

function setting(name) {
  const value = process.env[`CARGUE_BENCH_${name}`];
  if (value === undefined) {
    throw new Error(`CARGUE_BENCH_${name} is missing; './cargue bench pages' sets it`);
  }
  return value;
}

function find(names) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find(existsSync);
}
