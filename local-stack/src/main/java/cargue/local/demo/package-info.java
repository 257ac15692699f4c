/** A morning's loading played into a running ingest-service, so that a newcomer has something to look at. */
@NullMarked
package cargue.local.demo;

import org.jspecify.annotations.NullMarked;
