// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ajustes, type AsyncApi } from '../../src/documentos/asyncapi.js';
import { otra } from '../../src/documentos/documento.js';
import { Documentos } from '../../src/documentos/Documentos.js';
import { buscador, tabla, tipo, type Esquema } from '../../src/documentos/esquema.js';
import Eventos from '../../src/documentos/Eventos.js';
import { leerVista } from '../../src/documentos/lugar.js';
import { seContesta } from '../../src/documentos/openapi.js';

vi.mock('../../src/documentos/Http.js', () => ({ default: () => <p>aquí HTTP</p> }));

/** The documents as the services have them. */
const documento = (service: string, name: string): object =>
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, `../../../${service}-service/src/main/resources/cargue/${name}.json`),
      'utf8',
    ),
  ) as object;
const asyncapi = documento('push', 'asyncapi') as AsyncApi;

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  location.hash = '';
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});

afterEach(() => {
  act(() => {
    root.unmount();
  });
  place.remove();
  vi.unstubAllGlobals();
});

describe('a schema as a table', () => {
  const doc = {
    schemas: {
      Fecha: { description: 'A date.', type: 'string', pattern: '^[0-9-]+$' },
      Regla: { description: 'v implies d.', allOf: [{ if: { properties: { v: { const: true } } } }] },
      Fila: {
        type: 'object',
        required: ['v'],
        properties: { v: { type: 'boolean' }, fecha: { $ref: '#/schemas/Fecha' } },
        allOf: [{ $ref: '#/schemas/Regla' }],
      },
      Arbol: { type: 'object', properties: { ramas: { type: 'array', items: { $ref: '#/schemas/Arbol' } } } },
      'a/b': { const: 1 },
    },
  };
  const buscar = buscador(doc);
  const campos = (esquema: Esquema) => tabla(esquema, buscar).filas.map(({ campo }) => campo);

  it('has a row for each field, also of what is in lists and objects', () => {
    const esquema: Esquema = {
      properties: {
        type: { const: 'x' },
        checks: { type: 'array', items: { $ref: '#/schemas/Fila' } },
        uno: { $ref: '#/schemas/Fila' },
      },
    };
    expect(campos(esquema)).toEqual(['type', 'checks', 'checks[].v', 'checks[].fecha', 'uno', 'uno.v', 'uno.fecha']);
  });

  it('takes in what is referred to, and what stands beside the reference goes first', () => {
    const own = { description: 'The sheet’s.', allOf: [{ $ref: '#/schemas/Fecha' }] };
    const { filas } = tabla({ properties: { a: { $ref: '#/schemas/Fecha' }, b: own }, required: ['b'] }, buscar);
    expect(filas).toEqual([
      {
        campo: 'a',
        obligatorio: false,
        tipo: 'texto',
        reglas: [{ texto: 'forma', valor: '^[0-9-]+$' }],
        descripcion: 'A date.',
      },
      {
        campo: 'b',
        obligatorio: true,
        tipo: 'texto',
        reglas: [{ texto: 'forma', valor: '^[0-9-]+$' }],
        descripcion: 'The sheet’s.',
      },
    ]);
  });

  it('puts the fields of all parts together', () => {
    const { filas } = tabla(
      { required: ['id'], properties: { id: { type: 'integer' } }, allOf: [{ $ref: '#/schemas/Fila' }] },
      buscar,
    );
    expect(filas.map(({ campo, obligatorio }) => [campo, obligatorio])).toEqual([
      ['v', true],
      ['fecha', false],
      ['id', true],
    ]);
  });

  it('tells rules between fields in the words that they have, and says when they have none', () => {
    expect(tabla({ $ref: '#/schemas/Fila' }, buscar)).toMatchObject({ notas: ['v implies d.'], incompleta: false });
    expect(tabla({ properties: {}, allOf: [{ if: {} }] }, buscar)).toMatchObject({ notas: [], incompleta: true });
  });

  it('shows what contains itself once', () => {
    expect(campos({ $ref: '#/schemas/Arbol' })).toEqual(['ramas', 'ramas[].ramas']);
  });

  it.each([
    ['texto o null', { oneOf: [{ $ref: '#/schemas/Fecha' }, { type: 'null' }] }],
    ['entero o null', { type: ['integer', 'null'] }],
    ['lista (texto)', { items: { $ref: '#/schemas/Fecha' } }],
    ['objeto (valores: entero)', { additionalProperties: { type: 'integer' } }],
    ['texto', { enum: ['LUNES', 'MARTES'] }],
    ['número', { $ref: '#/schemas/a~1b' }],
    ['cualquiera', {}],
    ['cualquiera', { $ref: '#/schemas/none' }],
  ] as const)('calls a type "%s"', (said, esquema) => {
    expect(tipo(esquema, buscar)).toBe(said);
  });

  it('tells what a value must keep to', () => {
    const { filas } = tabla(
      {
        properties: {
          a: { oneOf: [{ type: 'integer', minimum: 0, maximum: 9 }, { type: 'null' }] },
          b: { enum: ['x', null], default: 'x' },
          c: { items: { const: true } },
          d: { type: 'string', minLength: 1, maxLength: 40, examples: ['LUNES'] },
        },
      },
      buscar,
    );
    expect(filas.map(({ reglas }) => reglas.map(({ texto, valor }) => `${texto} ${valor}`).join('; '))).toEqual([
      'desde 0; hasta 9',
      'uno de "x", null; si falta "x"',
      'siempre true',
      'mínimo de caracteres 1; máximo de caracteres 40; como "LUNES"',
    ]);
  });
});

describe('the document of events', () => {
  const dibujar = (doc: object): void => {
    act(() => {
      root.render(<Eventos documento={doc} />);
    });
  };
  const texts = (selector: string) => [...place.querySelectorAll(selector)].map(({ textContent }) => textContent);

  it('is drawn whole', () => {
    dibujar(asyncapi);
    const { channels = {}, operations = {}, components: { messages = {} } = {} } = asyncapi;
    expect(texts('section.tarjeta .direccion')).toEqual(Object.values(channels).map(({ address }) => address));
    expect(texts('.operacion-quien').sort()).toEqual(
      Object.values(operations)
        .map(({ action }) => (action === 'send' ? 'Cargue envía' : 'Cargue recibe'))
        .sort(),
    );
    expect(texts('details summary code')).toEqual(Object.values(messages).map(({ name }) => name));
    expect(place.querySelectorAll('details pre').length).toBeGreaterThan(Object.keys(messages).length);
    expect(texts('td').filter((text) => text === 'cualquiera')).toEqual([]);
  });

  it('has only links that lead somewhere', () => {
    dibujar(asyncapi);
    const links = [...place.querySelectorAll('a')].map((a) => a.getAttribute('href')?.slice(1) ?? '');
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((id) => document.getElementById(id) === null)).toEqual([]);
  });

  it('opens the message that the address names', () => {
    location.hash = '#eventos/mensaje/Hello';
    dibujar(asyncapi);
    expect([...place.querySelectorAll('details')].filter(({ open }) => open).map(({ id }) => id)).toEqual([
      'eventos/mensaje/Hello',
    ]);
    expect(texts('[id="eventos/mensaje/Hello"] tbody th code')).toEqual([
      'type',
      'vendedor_id',
      'epoca',
      'seq',
      'modo',
      'fecha_desde',
      'latido_s',
      'atraso_s',
    ]);
  });

  it('of a version that is not known is not guessed at', () => {
    dibujar({ ...asyncapi, asyncapi: '2.6.0' });
    expect(place.textContent).toContain('AsyncAPI 2.6.0');
    expect(place.querySelector('section')).toBeNull();
  });

  it('shows what Kafka’s topic is set to', () => {
    expect(
      ajustes({ topic: 't', topicConfiguration: { 'cleanup.policy': ['delete'], x: -1 }, bindingVersion: '0.5.0' }),
    ).toEqual([
      ['topic', 't'],
      ['cleanup.policy', 'delete'],
      ['x', '-1'],
    ]);
  });
});

describe('the page of documents', () => {
  it.each([
    ['', 'http'],
    ['#/', 'http'],
    ['#/state/getRows', 'http'],
    ['#eventosaurio', 'http'],
    ['#eventos', 'eventos'],
    ['#eventos/mensaje/Hello', 'eventos'],
  ])('at %s shows %s', (hash, vista) => {
    expect(leerVista(hash)).toBe(vista);
  });

  it('leads to the other service', () => {
    const config = { ingest: 'https://a.example', push: 'https://b.example/x/', emisor: null, zona: 'America/Bogota' };
    expect(otra(config, true, 'b.example')).toEqual({
      nombre: 'ingest-service',
      url: 'https://a.example/documentos/',
    });
    expect(otra(config, false, 'a.example')?.url).toBe('https://b.example/x/documentos/');
    expect(otra({ ...config, push: 'https://a.example' }, false, 'a.example')).toBeNull();
    expect(otra(null, false, 'a.example')).toBeNull();
  });

  it('lets calls be tried that get an answer', () => {
    const push = documento('push', 'openapi');
    const paths = Object.entries((push as { paths: Record<string, object> }).paths);
    const tried = paths
      .filter(([path, calls]) => 'get' in calls && seContesta(push, path, 'get'))
      .map(([path]) => path);
    expect(tried).toContain('/api/planilla/{vendedor_id}/');
    expect(tried.filter((path) => /^\/(ws|sse)\//.test(path))).toEqual([]);
  });

  /** A service that has these addresses; what it was asked for. */
  const servicio = (has: Readonly<Record<string, object>>): string[] => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
      asked.push(`${method ?? 'GET'} ${url}`);
      const body = has[url];
      return Promise.resolve(
        body === undefined
          ? new Response('{}', { status: 404 })
          : new Response(method === 'HEAD' ? null : JSON.stringify(body), { status: 200 }),
      );
    });
    return asked;
  };
  const abrir = async (): Promise<void> => {
    await act(async () => {
      root.render(<Documentos />);
      await vi.dynamicImportSettled();
    });
    await act(() => vi.dynamicImportSettled());
  };
  const tabs = () => [...place.querySelectorAll('nav[aria-label=Documentos] a')];

  it('of a service without events has HTTP alone, also where events are asked for', async () => {
    location.hash = '#eventos';
    const asked = servicio({ '/openapi.json': {}, '/config.json': { push: 'https://push.example' } });
    await abrir();
    expect(tabs().map(({ textContent }) => textContent)).toEqual(['HTTP (OpenAPI)']);
    expect(place.textContent).toContain('aquí HTTP');
    expect(place.querySelector('a[href="https://push.example/documentos/"]')).not.toBeNull();
    expect(asked.sort()).toEqual(['GET /config.json', 'GET /openapi.json', 'HEAD /asyncapi.json']);
  });

  it('reads of two documents the one that is looked at', async () => {
    const asked = servicio({ '/openapi.json': {}, '/asyncapi.json': asyncapi, '/config.json': {} });
    location.hash = '#eventos';
    await abrir();
    expect(tabs().map((tab) => [tab.textContent, tab.getAttribute('aria-current')])).toEqual([
      ['HTTP (OpenAPI)', null],
      ['Eventos y WebSocket (AsyncAPI)', 'page'],
    ]);
    expect(place.querySelector('main .eventos')).not.toBeNull();
    expect(asked).not.toContain('GET /openapi.json');
    await act(async () => {
      location.hash = '#/';
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await act(() => vi.dynamicImportSettled());
    expect(asked).toContain('GET /openapi.json');
    expect(place.querySelector('main')?.hidden).toBe(true);
    expect(place.textContent).toContain('aquí HTTP');
  });

  it('says so when the service gives no document', async () => {
    servicio({});
    await abrir();
    expect(place.querySelector('[role=alert]')?.textContent).toContain('El servicio no entregó /openapi.json.');
  });
});
