package cargue.faults.checker;

import org.jspecify.annotations.Nullable;

/**
 * A row as a viewer got it.
 *
 * @param hecho the topic's event of that place, or what the row says where it says something else
 * @param defect why it is not as the topic has it; null when it is
 */
record Renglon(Hecho.DeFila hecho, @Nullable String defect) {}
