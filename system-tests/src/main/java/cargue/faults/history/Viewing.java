package cargue.faults.history;

import java.util.List;

/**
 * What a {@code cargue.v1} viewer saw of all sheets of one vendedor or more, over all its connections. It asked without
 * {@code fecha} and {@code dia}; every row of the run is of today or later.
 *
 * @param name of the viewer
 * @param vendedores whom it followed, from the first connection to the end
 * @param seen in the order in which it came
 */
public record Viewing(String name, List<String> vendedores, List<Seen> seen) {}
