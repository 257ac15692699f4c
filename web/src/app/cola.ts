import type { Renglon, Respuesta } from '../stream/index.js';
import { nombreDe, type Fila } from '../comun/respuesta.js';
import { nuevaClave } from '../comun/servicio.js';
import type { Aviso, Base, Entrada } from './base.js';

/** Entries of one row: one is under way and one waits, and each attempt without an answer may leave one more. */
export const MAX_POR_FILA = 8;

/** Entries of one user. */
export const MAX_COLA = 2_000;

/** Checks in one call. */
export const MAX_LOTE = 500;

/** How the row looked when the person tapped. */
export interface Visto {
  readonly v: boolean;
  readonly seq: number;
  readonly epoca: string;
}

/** What came of an entry. */
export type Desenlace =
  | { readonly tipo: 'tomada'; readonly seq: number; readonly epoca: string }
  | { readonly tipo: 'rechazada' | 'conflicto'; readonly mensaje: string };

/** A user's queue and notices at one moment. */
export interface Pendientes {
  /** In the order in which they are sent. */
  readonly entradas: readonly Entrada[];
  readonly avisos: readonly Aviso[];
}

/** The queue is full. */
export class ColaLlena extends Error {
  override name = 'ColaLlena';
}

const DURABLE = { durability: 'strict' } as const;

/**
 * A user's ticks until the service has answered them, kept on the device: what was tapped outlives the page and the
 * browser. A row has the entries that may have reached the service, and after them the last wish.
 */
export class Cola {
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly base: Base,
    readonly sub: string,
  ) {}

  /**
   * Keeps a tap; done when it is on disk. A wish that was not sent yet is replaced, and one that wants the row as it is
   * is none.
   * @throws ColaLlena when there is no place for it
   */
  async marcar(fila: Fila, v: boolean, visto: Visto, ahora: number): Promise<void> {
    const tx = this.base.transaction(['cola', 'avisos'], 'readwrite', DURABLE);
    const cola = tx.objectStore('cola');
    const name = nombreDe(fila);
    const entries = await cola.index('fila').getAll([this.sub, name]);
    const wish = entries.find(({ enviada }) => !enviada);
    if (wish?.orden !== undefined) {
      await cola.delete(wish.orden);
    }
    const sent = entries.filter(({ enviada }) => enviada);
    if (v !== (sent.at(-1)?.v ?? visto.v)) {
      if (sent.length >= MAX_POR_FILA || (await cola.index('sub').count(this.sub)) >= MAX_COLA) {
        tx.abort();
        await tx.done.catch(() => undefined); // that it was aborted is what it tells
        throw new ColaLlena('Hay demasiadas marcas por enviar: espera a que haya red.');
      }
      const { vendedor_id, dia, fecha, producto } = fila;
      await cola.add({
        id: nuevaClave(),
        sub: this.sub,
        fila: name,
        vendedor_id,
        dia,
        fecha,
        producto,
        v,
        seq_visto: visto.seq,
        epoca: visto.epoca,
        marcado_en: new Date(ahora).toISOString(),
        enviada: false,
      });
    }
    await tx.objectStore('avisos').delete([this.sub, name]);
    await tx.done;
    this.tell();
  }

  /**
   * What is to be sent now, in order, noted as sent before it is. The note outlives the browser, which is enough: were it
   * lost with the power, the tap would be sent again with the same key.
   */
  async tomar(): Promise<readonly Entrada[]> {
    const tx = this.base.transaction('cola', 'readwrite', { durability: 'relaxed' });
    const entries = await tx.store.index('sub').getAll(this.sub, MAX_LOTE);
    for (const entry of entries.filter(({ enviada }) => !enviada)) {
      await tx.store.put({ ...entry, enviada: true });
    }
    await tx.done;
    return entries;
  }

  /**
   * Ends an entry that was answered. A wish after it is judged by the row that the answer told, which the sheet that is
   * shown without network then has too.
   */
  async resolver(entrada: Entrada, desenlace: Desenlace, row: Respuesta | null): Promise<void> {
    const { orden, sub, fila } = entrada;
    if (orden === undefined) {
      throw new Error('an entry that is not of the queue');
    }
    const tx = this.base.transaction(['cola', 'avisos', 'planillas'], 'readwrite', DURABLE);
    const cola = tx.objectStore('cola');
    await cola.delete(orden);
    const saved = await tx.objectStore('planillas').get(sub);
    if (row !== null && saved !== undefined) {
      const renglones = saved.renglones.map((renglon) =>
        nombreDe(renglon) === fila ? conRespuesta(renglon, row) : renglon,
      );
      await tx.objectStore('planillas').put({ ...saved, renglones });
    }
    if (desenlace.tipo === 'tomada') {
      const { seq, epoca } = desenlace;
      await tx.objectStore('avisos').delete([sub, fila]); // of an entry before it
      for (const entry of await cola.index('fila').getAll([sub, fila])) {
        if (!entry.enviada) {
          await cola.put({ ...entry, seq_visto: seq, epoca });
        }
      }
    } else {
      const { vendedor_id, dia, fecha, producto, v, marcado_en } = entrada;
      const { tipo, mensaje } = desenlace;
      await tx
        .objectStore('avisos')
        .put({ sub, fila, vendedor_id, dia, fecha, producto, v, marcado_en, tipo, mensaje });
    }
    await tx.done;
    this.tell();
  }

  /** Forgets a notice that was read. */
  async entendido(fila: Fila): Promise<void> {
    await this.base.delete('avisos', [this.sub, nombreDe(fila)]);
    this.tell();
  }

  async pendientes(): Promise<Pendientes> {
    const tx = this.base.transaction(['cola', 'avisos']);
    const [entradas, avisos] = await Promise.all([
      tx.objectStore('cola').index('sub').getAll(this.sub),
      tx.objectStore('avisos').index('sub').getAll(this.sub),
    ]);
    return { entradas, avisos };
  }

  /** Calls after each change made by this page. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private tell(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

/** A saved row as an answer tells it, unless it is newer itself. */
function conRespuesta(renglon: Renglon, { epoca, seq, v, d, total }: Respuesta): Renglon {
  const newer = epoca > renglon.epoca || (epoca === renglon.epoca && seq > renglon.seq);
  return newer ? { ...renglon, epoca, seq, v, d, total } : renglon;
}
