package cargue.bench.result;

import cargue.bench.scenario.Figures;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of one peer.
 *
 * @param round from 1
 * @param failure what was wrong, for people; null when nothing was
 */
public record Run(
        String scenario,
        String peer,
        int round,
        Figures figures,
        @Nullable String failure) {}
