import type { Esquema } from './esquema.js';

/** A reference to another place of the document. */
export interface Ref {
  readonly $ref: string;
}

interface Descrito {
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
}

export interface Servidor extends Descrito {
  readonly host: string;
  readonly protocol: string;
  readonly security?: readonly Ref[];
}

export interface Canal extends Descrito {
  readonly address: string;
  readonly servers?: readonly Ref[];
  readonly parameters?: Readonly<Record<string, Esquema | Ref>>;
  readonly messages?: Readonly<Record<string, Ref>>;
  readonly bindings?: {
    readonly kafka?: Readonly<Record<string, unknown>>;
    readonly ws?: { readonly query?: Esquema; readonly headers?: Esquema };
  };
}

export interface Operacion extends Descrito {
  readonly action: 'send' | 'receive';
  readonly channel: Ref;
  readonly messages?: readonly Ref[];
  readonly reply?: { readonly messages?: readonly Ref[] };
}

export interface Ejemplo {
  readonly name?: string;
  readonly summary?: string;
  readonly headers?: unknown;
  readonly payload?: unknown;
}

export interface Mensaje extends Descrito {
  readonly name?: string;
  readonly headers?: Esquema;
  readonly payload?: Esquema;
  readonly bindings?: { readonly kafka?: { readonly key?: Esquema } };
  readonly examples?: readonly Ejemplo[];
}

/** What is shown of an AsyncAPI document. */
export interface AsyncApi {
  readonly asyncapi: string;
  readonly info: Descrito & { readonly title: string; readonly version: string };
  readonly servers?: Readonly<Record<string, Servidor>>;
  readonly channels?: Readonly<Record<string, Canal>>;
  readonly operations?: Readonly<Record<string, Operacion>>;
  readonly components?: { readonly messages?: Readonly<Record<string, Mensaje>> };
}

/** The name with which a reference ends. */
export function nombre({ $ref }: Ref): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

/** What a binding to Kafka sets of the topic. */
export function ajustes(binding: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const { topicConfiguration, ...own } = binding;
  return Object.entries({ ...own, ...(topicConfiguration as object | undefined) })
    .filter(([key]) => key !== 'bindingVersion')
    .map(([key, value]) => [key, [value].flat().join(', ')]);
}
