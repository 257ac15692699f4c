import { useRef, type ReactNode } from 'react';
import { useDentro } from './dentro.js';

/** Leaves; asks first when there is something that the user should know. */
export function Salida({ aviso }: { readonly aviso: string | null }): ReactNode {
  const { salir } = useDentro();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="boton discreto"
        onClick={() => {
          if (aviso === null) {
            salir();
          } else {
            dialog.current?.showModal();
          }
        }}
      >
        Salir
      </button>
      <dialog ref={dialog} className="pregunta" aria-label="Salir">
        <p>{aviso}</p>
        <form method="dialog" className="pregunta-acciones">
          <button type="submit" className="boton principal">
            Quedarme
          </button>
          <button type="button" className="boton" onClick={salir}>
            Salir de todos modos
          </button>
        </form>
      </dialog>
    </>
  );
}
