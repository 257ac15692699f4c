import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const web = resolve(import.meta.dirname, '../..');
const built = join(web, 'target/stream');
const consumer = join(web, 'target/consumer');
const LIMIT_MS = 120_000;

/** What a CRM writes that imports the package. */
const CODE = `
import { connect, type Renglon, type Vista } from 'cargue-stream';
import { Cargue, usePlanilla } from 'cargue-stream/react';

export function Hoja({ id }: { id: string }) {
  const { renglones, estado } = usePlanilla(id, 'LUNES', '2026-01-05');
  return <p>{estado} {renglones.map(({ producto }: Renglon) => producto).join()}</p>;
}
export const pagina = <Cargue url="https://push.example"><Hoja id="ID1" /></Cargue>;
export const ver = (vista: Vista): boolean => vista.alDia;
export const stream = connect({ url: 'https://push.example', vendedor_id: 'ID1' });
// @ts-expect-error a day is one of seven
usePlanilla('ID1', 'LUNEZ');
`;

const run = (program: string, args: string[], cwd: string) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', timeout: LIMIT_MS });

describe('the stream client as a package', () => {
  beforeAll(() => {
    run('npm', ['run', '--silent', 'stream'], web);
    rmSync(consumer, { recursive: true, force: true });
    mkdirSync(join(consumer, 'node_modules'), { recursive: true });
    symlinkSync(built, join(consumer, 'node_modules/cargue-stream'));
    writeFileSync(join(consumer, 'package.json'), '{"type":"module"}');
    writeFileSync(join(consumer, 'crm.tsx'), CODE);
  }, LIMIT_MS);

  it.each(['NodeNext', 'Bundler'])(
    'has types that a strict consumer can use (%s)',
    (resolution) => {
      const module = resolution === 'Bundler' ? 'ESNext' : resolution;
      const options = [
        '--strict',
        '--noEmit',
        '--skipLibCheck',
        '--jsx',
        'react-jsx',
        '--target',
        'es2022',
        '--preserveSymlinks',
      ];
      const tsc = join(web, 'node_modules/typescript/bin/tsc');
      const where = ['--module', module, '--moduleResolution', resolution, '--ignoreConfig', 'crm.tsx'];
      expect(run('node', [tsc, ...options, ...where], consumer)).toBe('');
    },
    LIMIT_MS,
  );

  it('runs where there is no React, and asks for nothing else', () => {
    const program = `import('cargue-stream').then(({ connect, DIAS }) => console.log(typeof connect, DIAS.length))`;
    expect(run('node', ['--input-type=module', '-e', program], consumer)).toBe('function 7\n');
    const imports = ['index.js', 'react.js']
      .flatMap((file) => [...readFileSync(join(built, file), 'utf8').matchAll(/from ["']([^"'.][^"']*)["']/g)])
      .map(([, name]) => name);
    expect(new Set(imports)).toEqual(new Set(['react', 'react/jsx-runtime']));
  });
});
