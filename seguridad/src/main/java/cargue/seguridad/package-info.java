/**
 * Who may call the services (contract 5), the same for both: the request's host and origin, its token and what that
 * allows, how much one user and one address may ask for.
 */
@NullMarked
package cargue.seguridad;

import org.jspecify.annotations.NullMarked;
