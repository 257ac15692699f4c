package cargue.faults.checker;

/**
 * A promise that was broken.
 *
 * @param vendedorId whose events or rows it is about; empty when of none in particular
 * @param text what was seen, for people
 */
public record Violation(Rule rule, String vendedorId, String text) {}
