import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useDentro } from './dentro.js';

/** Leaves; asks first when there is something that the user should know. */
export function Salida({ aviso }: { readonly aviso: string | null }): ReactNode {
  const { salir } = useDentro();
  const [pregunta, setPregunta] = useState<string | null>(null);
  return (
    <>
      <button
        type="button"
        className="boton discreto"
        onClick={() => {
          if (aviso === null) {
            salir();
          } else {
            setPregunta(aviso);
          }
        }}
      >
        Salir
      </button>
      {pregunta !== null && (
        <Pregunta
          texto={pregunta}
          onSi={salir}
          onNo={() => {
            setPregunta(null);
          }}
        />
      )}
    </>
  );
}

interface PreguntaProps {
  readonly texto: string;
  readonly onSi: () => void;
  readonly onNo: () => void;
}

function Pregunta({ texto, onSi, onNo }: PreguntaProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="pregunta" aria-label="Salir" aria-describedby={id} onClose={onNo}>
      <p id={id}>{texto}</p>
      <p className="pregunta-acciones">
        <button
          type="button"
          className="boton principal"
          onClick={() => {
            dialog.current?.close(); // which gives the focus back
          }}
        >
          Quedarme
        </button>
        <button type="button" className="boton" onClick={onSi}>
          Salir de todos modos
        </button>
      </p>
    </dialog>
  );
}
