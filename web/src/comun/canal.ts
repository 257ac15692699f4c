/** Tells the pages of a service in one browser that somebody has logged in or out. */
const NOMBRE = 'cargue-sesion';

const propios = new Set<() => void>();
let canal: BroadcastChannel | null = null;

function abierto(): BroadcastChannel {
  canal ??= new BroadcastChannel(NOMBRE);
  return canal;
}

/** Somebody has logged in or out on this page. */
export function avisar(): void {
  abierto().postMessage(null); // to the others: whoever posts does not hear it
  for (const listener of propios) {
    listener();
  }
}

/** Calls when that happened on another page, or on this one; until the function that it returns is called. */
export function escuchar(enOtra: () => void, enEsta: () => void): () => void {
  const channel = abierto();
  channel.addEventListener('message', enOtra);
  propios.add(enEsta);
  return () => {
    channel.removeEventListener('message', enOtra);
    propios.delete(enEsta);
  };
}
