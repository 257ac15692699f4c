/**
 * The edge of every call: body limits, strict reading of JSON, and the one place that turns errors into answers.
 */
@NullMarked
package cargue.ingest.http;

import org.jspecify.annotations.NullMarked;
