/** What an administrator compares the rest of the system with. */
@NullMarked
package cargue.ingest.admin;

import org.jspecify.annotations.NullMarked;
