/**
 * The promises of the whole, seen from outside: both services as processes, real PostgreSQL, real Kafka, and clients
 * that know only the wire. Each test uses vendedores of its own, so that all can share one stack.
 */
package cargue.system;
