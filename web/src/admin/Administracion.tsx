import { useState, type ReactNode } from 'react';
import { useDentro } from '../comun/dentro.js';
import { Salida } from '../comun/Salida.js';
import { leerNodos } from './leer.js';
import { Nodos } from './Nodos.js';
import { Rechazos } from './Rechazos.js';
import { useSondeo } from './useSondeo.js';
import { Vendedor } from './Vendedor.js';
import { Vendedores } from './Vendedores.js';

/** The screen of those who look after the system: the nodes side by side, and what was refused. */
export function Administracion(): ReactNode {
  const { config, sesion } = useDentro();
  const { datos, problema } = useSondeo(`${config.push}/api/admin/nodos/`, leerNodos, 'los nodos');
  const [elegido, setElegido] = useState<string | null>(null);
  const nodos = datos ?? [];
  return (
    <div className="admin">
      <header className="cabeza">
        <h1>Cargue: administración</h1>
        <a href="/cargue/">Ir al tablero</a>
        <p className="cabeza-usuario">
          <span className="tenue">{sesion.sub}</span>
          <Salida aviso={null} />
        </p>
      </header>
      <main>
        {problema !== null && (
          <p className="problema" role="alert">
            {problema}
          </p>
        )}
        <Nodos nodos={datos} />
        <Vendedores nodos={nodos} elegido={elegido} onElegir={setElegido} />
        {elegido !== null && (
          <Vendedor
            key={elegido}
            id={elegido}
            nodos={nodos}
            onCerrar={() => {
              setElegido(null);
            }}
          />
        )}
        <Rechazos />
      </main>
    </div>
  );
}
