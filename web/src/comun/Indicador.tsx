import type { ReactNode } from 'react';
import type { Frescura } from './frescura.js';

/** The state of what is shown, in words and with a mark that differs in form, not by colour alone. */
export function Indicador({ frescura }: { readonly frescura: Frescura }): ReactNode {
  const { tipo, texto } = frescura;
  return (
    <p className="indicador" data-frescura={tipo}>
      <span className="indicador-marca" aria-hidden="true" />
      <span className="indicador-texto">{texto}</span>
      {/* Read aloud when it turns, not every second. */}
      <span className="oculto" role="status">
        {tipo === 'viejo' ? 'La planilla puede no estar al día' : `La planilla: ${texto}`}
      </span>
    </p>
  );
}
