/** A JSON Schema, as far as it is shown. */
export interface Esquema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Esquema>>;
  readonly required?: readonly string[];
  readonly items?: Esquema;
  readonly additionalProperties?: Esquema | boolean;
  readonly allOf?: readonly Esquema[];
  readonly oneOf?: readonly Esquema[];
  readonly anyOf?: readonly Esquema[];
  readonly if?: Esquema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** A rule in words, and the value that goes with them. */
export interface Regla {
  readonly texto: string;
  readonly valor: string;
}

/** A field. */
export interface Fila {
  /** `checks[].v` for a field of each of the rows in `checks`. */
  readonly campo: string;
  readonly obligatorio: boolean;
  readonly tipo: string;
  readonly reglas: readonly Regla[];
  readonly descripcion: string;
}

/** An object as a table. */
export interface Tabla {
  readonly filas: readonly Fila[];
  /** Rules between fields, in the document's words. */
  readonly notas: readonly string[];
  /** There are conditions that no words of the document tell. */
  readonly incompleta: boolean;
}

/** Finds what a `$ref` names. */
export type Buscar = (ref: string) => unknown;

/** Finds in a document by JSON pointer (`#/components/schemas/Fecha`); what is not there is undefined. */
export function buscador(documento: unknown): Buscar {
  return (ref) =>
    ref
      .replace(/^#\//, '')
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (node, part) =>
          typeof node === 'object' && node !== null && Object.hasOwn(node, part)
            ? (node as Record<string, unknown>)[part]
            : undefined,
        documento,
      );
}

/** What a schema says altogether: with what it refers to, and with all of `allOf`. */
interface Entero extends Esquema {
  readonly notas: readonly string[];
  readonly incompleta: boolean;
}

/** What tells of a value what it is. */
const QUE_ES = [
  'type',
  'const',
  'enum',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'oneOf',
  'anyOf',
  'pattern',
] as const;

function entero(esquema: Esquema, buscar: Buscar): Entero {
  const { $ref, allOf = [], ...own } = esquema;
  const target = $ref === undefined ? [] : [(buscar($ref) ?? {}) as Esquema];
  const parts = [...target, ...allOf].map((part) => entero(part, buscar));
  // A part that only tells how fields depend on each other is a rule, in the words that it has.
  const isRule = (part: Esquema): boolean => QUE_ES.every((key) => part[key] === undefined);
  const [rules, shapes] = [parts.filter(isRule), parts.filter((part) => !isRule(part))];
  const told = rules.flatMap(({ description, notas }) => description ?? notas);
  const all: readonly Esquema[] = [...shapes, own];
  const properties = all.flatMap((part) => Object.entries(part.properties ?? {}));
  const required = all.flatMap((part) => part.required ?? []);
  const whole = Object.fromEntries(all.flatMap((part) => Object.entries(part))) as Esquema;
  return {
    ...whole,
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
    notas: [...told, ...shapes.flatMap(({ notas }) => notas)],
    incompleta:
      own.if !== undefined ||
      shapes.some(({ incompleta }) => incompleta) ||
      rules.some(({ description, incompleta }) => description === undefined && incompleta),
  };
}

/** The fields of an object and of what is in it, as a table. */
export function tabla(esquema: Esquema, buscar: Buscar): Tabla {
  const { notas, incompleta, ...whole } = entero(esquema, buscar);
  return { filas: filas(whole, buscar, '', []), notas, incompleta };
}

function filas(esquema: Esquema, buscar: Buscar, before: string, above: readonly string[]): Fila[] {
  return Object.entries(esquema.properties ?? {}).flatMap(([name, property]) => {
    const whole = entero(property, buscar);
    const inside = whole.items === undefined ? whole : entero(whole.items, buscar);
    const campo = before + name;
    const fila: Fila = {
      campo,
      obligatorio: esquema.required?.includes(name) ?? false,
      tipo: tipo(whole, buscar),
      reglas: reglas(whole, buscar),
      descripcion: [whole.description, ...inside.notas].filter((text) => text !== undefined).join('\n\n'),
    };
    // What contains itself is shown once.
    const key = JSON.stringify(inside);
    return above.includes(key)
      ? [fila]
      : [fila, ...filas(inside, buscar, `${campo}${inside === whole ? '' : '[]'}.`, [...above, key])];
  });
}

/** The type in words. */
export function tipo(esquema: Esquema, buscar: Buscar): string {
  const { type, items, additionalProperties, oneOf, anyOf, ...rest } = entero(esquema, buscar);
  const either = oneOf ?? anyOf;
  if (either !== undefined) {
    return [...new Set(either.map((one) => tipo(one, buscar)))].join(' o ');
  }
  if (items !== undefined) {
    return `lista (${tipo(items, buscar)})`;
  }
  if (typeof additionalProperties === 'object') {
    return `objeto (valores: ${tipo(additionalProperties, buscar)})`;
  }
  const types = type ?? [
    ...new Set((rest.enum ?? [rest.const]).map((value) => (value === null ? 'null' : typeof value))),
  ];
  return [types]
    .flat()
    .map((one) => TIPOS[one] ?? one)
    .join(' o ');
}

const TIPOS: Readonly<Record<string, string>> = {
  string: 'texto',
  integer: 'entero',
  number: 'número',
  boolean: 'sí o no',
  object: 'objeto',
  array: 'lista',
  undefined: 'cualquiera',
};

/** What a value must keep to. */
function reglas(esquema: Esquema, buscar: Buscar): Regla[] {
  const { items, oneOf, anyOf, additionalProperties, ...whole } = entero(esquema, buscar);
  const { minimum, maximum, minLength, maxLength } = whole;
  const told: (Regla | undefined)[] = [
    regla('siempre', whole.const),
    whole.enum && { texto: 'uno de', valor: whole.enum.map(valor).join(', ') },
    regla('desde', minimum),
    regla('hasta', maximum),
    regla('mínimo de caracteres', minLength),
    regla('máximo de caracteres', maxLength),
    whole.pattern === undefined ? undefined : { texto: 'forma', valor: whole.pattern },
    whole.format === undefined ? undefined : { texto: 'formato', valor: whole.format },
    regla('si falta', whole.default),
    whole.examples && { texto: 'como', valor: whole.examples.map(valor).join(', ') },
  ];
  const inside = [...(oneOf ?? anyOf ?? []), items, additionalProperties].filter((one) => typeof one === 'object');
  return [
    ...told.filter((one) => one !== undefined),
    // Of the fields of what is in a list there are rows of their own.
    ...inside.flatMap((one) => reglas(one, buscar)),
  ];
}

function regla(texto: string, value: unknown): Regla | undefined {
  return value === undefined ? undefined : { texto, valor: valor(value) };
}

function valor(value: unknown): string {
  return JSON.stringify(value);
}
