import { posicion, renglones, type Planilla } from './planilla.js';
import type { Protocolo } from './protocol.js';
import type { Estado, Vista } from './types.js';

interface Shown {
  readonly vista: Vista;
  readonly base: Planilla['base'];
  readonly aprendidas: Planilla['aprendidas'];
}

/** What is shown of each vendedor: a new object when it looks other than before, and only then. */
export class Views {
  private readonly shown = new Map<string, Shown>();

  constructor(
    private readonly protocolo: () => Protocolo,
    private readonly tell: (vista: Vista) => void,
  ) {}

  get(vendedorId: string): Vista | undefined {
    return this.shown.get(vendedorId)?.vista;
  }

  all(): readonly Vista[] {
    return Array.from(this.shown.values(), ({ vista }) => vista);
  }

  remove(vendedorId: string): void {
    this.shown.delete(vendedorId);
  }

  /** Other sheets are asked for than before, or it is a new vendedor. */
  replace(vendedorId: string): void {
    this.shown.delete(vendedorId);
    this.update(vendedorId, null);
  }

  /** The server has said something of a vendedor. */
  heard(vendedorId: string, now: number): void {
    this.update(vendedorId, now);
  }

  /** Something else has changed that shows with a vendedor. */
  refresh(vendedorId: string): void {
    this.update(vendedorId, this.get(vendedorId)?.ultimaNoticia ?? null);
  }

  /** Something has changed that may show with everyone. */
  refreshAll(): void {
    for (const vendedorId of this.protocolo().planillas.keys()) {
      this.refresh(vendedorId);
    }
  }

  private update(vendedorId: string, ultimaNoticia: number | null): void {
    const protocolo = this.protocolo(); // a listener may have changed what is followed meanwhile
    const planilla = protocolo.planillas.get(vendedorId);
    if (planilla === undefined) {
      return;
    }
    const { base, aprendidas } = planilla;
    const before = this.shown.get(vendedorId);
    const same = before?.base === base && before.aprendidas === aprendidas;
    const vista = view(planilla, protocolo, same ? before.vista.renglones : renglones(planilla), ultimaNoticia);
    if (before === undefined || !isSame(before.vista, vista)) {
      this.shown.set(vendedorId, { vista, base, aprendidas });
      this.tell(vista);
    }
  }
}

function view(planilla: Planilla, protocolo: Protocolo, rows: Vista['renglones'], ultimaNoticia: number | null): Vista {
  const { vendedor_id, filtro, fase, fechaDesde, fin } = planilla;
  const atraso_s = fase === 'en vivo' ? protocolo.atraso_s : null;
  return {
    vendedor_id,
    filtro,
    estado: estado(planilla, atraso_s),
    alDia: atraso_s === 0 && fin === null,
    atraso_s,
    posicion: posicion(planilla),
    fechaDesde,
    renglones: rows,
    ultimaNoticia: planilla.recibida || fase === 'en vivo' ? ultimaNoticia : null,
    fin,
  };
}

function estado({ fase, recibida, fin }: Planilla, atrasoS: number | null): Estado {
  if (fin !== null) {
    return 'terminado';
  }
  if (fase === 'en vivo') {
    return atrasoS === null ? 'sin saber' : 'en vivo';
  }
  return recibida ? 'reconectando' : 'conectando';
}

function isSame(one: Vista, other: Vista): boolean {
  return (
    one.renglones === other.renglones &&
    one.estado === other.estado &&
    one.atraso_s === other.atraso_s &&
    one.posicion?.epoca === other.posicion?.epoca &&
    one.posicion?.seq === other.posicion?.seq &&
    one.fechaDesde === other.fechaDesde &&
    one.ultimaNoticia === other.ultimaNoticia &&
    one.filtro === other.filtro &&
    one.fin === other.fin
  );
}
