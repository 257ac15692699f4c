package cargue.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One check of a morning.
 *
 * @param at when, from the start
 * @param dispatcher the dispatcher's check, or else the seller's
 */
record Tick(Duration at, Sheet sheet, String product, boolean dispatcher) {

    /** Between two products of one truck, on average: with six trucks and two checks a product, five a second. */
    private static final double GAP_SECONDS = 2.4;

    private static final double LONGEST_GAP_SECONDS = 8;

    /** All checks in the order of their time. People load in bursts, so the gaps are exponential. */
    static List<Tick> morning(List<Sheet> sheets, List<Product> catalogue, RandomGenerator random) {
        List<Tick> ticks = new ArrayList<>();
        for (Sheet sheet : sheets) {
            double now = random.nextDouble(3);
            for (Product product : catalogue) {
                ticks.add(new Tick(seconds(now), sheet, product.name(), true));
                ticks.add(new Tick(seconds(now + random.nextDouble(2, 8)), sheet, product.name(), false));
                now += Math.min(LONGEST_GAP_SECONDS, GAP_SECONDS * random.nextExponential());
            }
        }
        ticks.sort(Comparator.comparing(Tick::at));
        return ticks;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
