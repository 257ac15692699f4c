/**
 * Who may use a stack of one machine: users with passwords, a key, and a small server that gives a token for a
 * password. It runs in the launcher's JVM; the services only read its public key.
 */
@NullMarked
package cargue.local.issuer;

import org.jspecify.annotations.NullMarked;
