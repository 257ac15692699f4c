import type { Planilla } from '../stream/react.js';
import { lapso } from './formato.js';

/** Whether what is shown can be trusted. */
export interface Frescura {
  /** `vivo`: it is what is stored. `viejo`: it may not be. `roto`: it will not become so by itself. */
  readonly tipo: 'vivo' | 'viejo' | 'roto';
  /** In words. */
  readonly texto: string;
}

/** Above the 15 s between the server's signs of life: after that, silence is told. */
export const SILENCIO_MS = 20_000;

type Noticias = Pick<Planilla, 'estado' | 'atraso_s' | 'ultimaNoticia' | 'fin'>;

/** What to say of a sheet now. `conRed`: whether the device says that it has a network. */
export function frescura({ estado, atraso_s, ultimaNoticia, fin }: Noticias, ahora: number, conRed: boolean): Frescura {
  if (fin !== null || estado === 'terminado') {
    return { tipo: 'roto', texto: fin === null ? 'desconectado' : porque(fin.codigo, fin.motivo) };
  }
  if (ultimaNoticia === null || estado === 'conectando') {
    return { tipo: 'viejo', texto: conRed ? 'conectando' : 'sin red' };
  }
  const silencio = Math.max(0, ahora - ultimaNoticia);
  if (!conRed) {
    return { tipo: 'viejo', texto: `sin red, datos de hace ${lapso(silencio)}` };
  }
  if (estado === 'reconectando') {
    return { tipo: 'viejo', texto: `reconectando, datos de hace ${lapso(silencio)}` };
  }
  if (silencio > SILENCIO_MS) {
    return { tipo: 'viejo', texto: `datos de hace ${lapso(silencio)}` };
  }
  if (estado === 'sin saber' || atraso_s === null) {
    return { tipo: 'viejo', texto: 'sin saber si está al día' };
  }
  return atraso_s === 0
    ? { tipo: 'vivo', texto: 'en vivo' }
    : { tipo: 'viejo', texto: `datos de hace ${lapso(atraso_s * 1_000)}` };
}

function porque(codigo: string, motivo: string): string {
  switch (codigo) {
    case '4401':
    case '401':
      return 'la sesión terminó';
    case '4403':
    case '403':
      return 'sin permiso para esta planilla';
    case 'CERRADO':
      return 'desconectado';
    default:
      return motivo === '' ? `desconectado (${codigo})` : motivo;
  }
}

/** The least trustworthy of several sheets. */
export function peor(frescuras: readonly Frescura[]): Frescura | null {
  const rango = { vivo: 0, viejo: 1, roto: 2 } as const;
  return frescuras.reduce<Frescura | null>(
    (worst, one) => (worst === null || rango[one.tipo] > rango[worst.tipo] ? one : worst),
    null,
  );
}
