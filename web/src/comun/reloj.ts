/** Below this a difference between two clocks says nothing: a server tells its time in whole seconds. */
const RUIDO_MS = 2_000;

let adelanto = 0;

/**
 * Learns from an answer's `Date` how wrong the device's clock is. Phones in a yard are often minutes off, and then neither
 * know which day it is nor when somebody tapped.
 */
export function observar(date: string | null, enviado: number, recibido: number): void {
  const served = Date.parse(date ?? '');
  if (Number.isNaN(served)) {
    return; // another origin's answer does not show it
  }
  // The second that the server names began up to a second before.
  const difference = served + 500 - (enviado + recibido) / 2;
  adelanto = Math.abs(difference) > RUIDO_MS + (recibido - enviado) / 2 ? difference : 0;
}

/** A moment of the device's clock as the services' clock would tell it: milliseconds since 1970. */
export function deServicio(ahora: number): number {
  return ahora + adelanto;
}
