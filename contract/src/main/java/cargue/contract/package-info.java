/**
 * What ingest-service and push-service share, and nothing else: the event that travels in the topic
 * {@code cargue-checks}, its exact JSON and headers, the topics' names and settings. Immutable and free of
 * threads; readable by analysts as the reference of the topic.
 */
@NullMarked
package cargue.contract;

import org.jspecify.annotations.NullMarked;
