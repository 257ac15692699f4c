package cargue.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A line of the catalogue: a name and how many of it a truck usually takes. */
public record Product(String name, int usual) {

    private static final int STEP = 5;

    /** The 36 products of {@code catalogo.txt}, in the order in which they are loaded. */
    public static List<Product> catalogue() {
        InputStream resource = Objects.requireNonNull(Product.class.getResourceAsStream("catalogo.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .map(Product::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Around the usual number, in packs of five, never none. */
    int quantity(RandomGenerator random) {
        return Math.max(1, (int) Math.round(usual * random.nextDouble(0.6, 1.4) / STEP)) * STEP;
    }

    private static Product parse(String line) {
        int bar = line.lastIndexOf('|');
        return new Product(
                line.substring(0, bar).strip(),
                Integer.parseInt(line.substring(bar + 1).strip()));
    }
}
