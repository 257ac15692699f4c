package cargue.push.historia;

import java.time.Instant;
import java.util.List;

/**
 * What happened in one day to a vendedor's sheets of that fecha. Immutable, but for {@code base}, which is only copied.
 *
 * @param inicio the day's 00:00
 * @param fin its 24:00, or until when it is known
 * @param base the rows at {@code inicio}
 * @param pasos what happened from then on, in order, before {@code fin}
 */
record Jornada(Instant inicio, Instant fin, Estado base, List<Paso> pasos) {}
