/**
 * What every way in has in common: reading and refusing requests, which pages may ask, how much one address may have.
 */
@NullMarked
package cargue.push.entrada;

import org.jspecify.annotations.NullMarked;
