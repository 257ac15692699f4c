import type { ReactNode } from 'react';
import { avance, fechaLarga, lapso } from '../comun/formato.js';
import type { Frescura } from '../comun/frescura.js';
import { Indicador } from '../comun/Indicador.js';
import { Salida } from '../comun/Salida.js';
import { useDentro } from '../comun/dentro.js';
import type { Renglon } from '../stream/index.js';
import type { Fase } from './envio.js';

interface Props {
  readonly vendedorId: string;
  readonly fecha: string;
  readonly renglones: readonly Renglon[];
  readonly estado: Frescura;
  readonly porEnviar: number;
  readonly fase: Fase;
  readonly ahora: number;
  readonly conRed: boolean;
}

/** What a seller must always see: how far the loading is, whether it can be trusted, and what is not sent yet. */
export function Arriba({ vendedorId, fecha, renglones, estado, ...envios }: Props): ReactNode {
  const { total, v } = avance(renglones);
  const { sub } = useDentro().sesion;
  return (
    <header className="arriba">
      <div className="arriba-linea">
        <h1>
          {vendedorId} <span className="arriba-fecha">{fechaLarga(fecha)}</span>
        </h1>
        <Salida
          aviso={
            envios.porEnviar === 0
              ? null
              : `${marcas(envios.porEnviar)}. Se guarda en este teléfono y se envía cuando ${sub} vuelva a entrar.`
          }
        />
      </div>
      <div className="arriba-linea">
        {/* What is stored, and nothing that is only wished. */}
        <p className="arriba-cuenta">
          <strong>{v}</strong>
          <span className="tenue">/{total}</span>
          <span className="oculto"> recibidos</span>
        </p>
        <div className="arriba-estados">
          <Indicador frescura={estado} />
          <Envios {...envios} />
        </div>
      </div>
      <progress max={Math.max(1, total)} value={v} aria-hidden="true" />
    </header>
  );
}

type EnviosProps = Pick<Props, 'porEnviar' | 'fase' | 'ahora' | 'conRed'>;

/** What became of the taps, in words. */
function Envios({ porEnviar, fase, ahora, conRed }: EnviosProps): ReactNode {
  if (porEnviar === 0) {
    return (
      <p className="envios" data-vacio="true">
        Todo enviado
      </p>
    );
  }
  return (
    <p className="envios" data-vacio="false">
      <span className="oculto" role="status">
        {marcas(porEnviar)}
      </span>
      <span aria-hidden="true">{marcas(porEnviar)}</span>
      {conRed && fase.tipo === 'esperando' ? espera(fase, ahora) : ''}
      {fase.tipo === 'sin sesión' ? ', cuando entres otra vez' : ''}
    </p>
  );
}

function marcas(porEnviar: number): string {
  return porEnviar === 1 ? '1 marca por enviar' : `${porEnviar} marcas por enviar`;
}

function espera({ hasta, motivo }: Fase & { tipo: 'esperando' }, ahora: number): string {
  return `, otra vez en ${lapso(hasta - ahora)} (${motivo})`;
}
