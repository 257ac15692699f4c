package cargue.analysts;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Causa;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.local.demo.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Makes events to look at: those of the tests, and by hand those of the docs' pictures. */
public final class MakeEvents {

    private static final ZoneId ZONA = ZoneId.of("America/Bogota");

    private MakeEvents() {}

    /**
     * {@code DIR F}: the loading of a day, in {@code eventos.ndjson} and {@code rechazos.ndjson}.
     */
    public static void main(String[] args) throws Exception {
        LocalDate fecha = LocalDate.parse(args[1]);
        Path dir = Files.createDirectories(Path.of(args[0]));
        write(dir.resolve("eventos.ndjson"), morning(fecha));
        Files.writeString(dir.resolve("rechazos.ndjson"), String.join("", refusals(fecha)));
    }

    static void write(Path file, List<Evento> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        events.forEach(event ->
                lines.append(new String(EventoJson.write(event), UTF_8)).append('\n'));
        Files.writeString(file, lines);
    }

    /** 36 products of six vendedores, from 04:30 to 05:40, with what goes wrong on a morning. */
    static List<Evento> morning(LocalDate fecha) {
        List<Evento> all = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            new Loading("ID" + i, fecha, new Random(fecha.toEpochDay() * 31 + i)).add(all);
        }
        return all;
    }

    private static List<String> refusals(LocalDate fecha) {
        Random random = new Random(fecha.toEpochDay());
        List<String> lines = new ArrayList<>();
        String[] codes = {"CHECK_D_REQUERIDO", "CHECK_D_REQUERIDO", "CAMBIO_CONCURRENTE", "SIN_CANTIDAD"};
        for (int i = 0; i < 41; i++) {
            Instant at = at(fecha, LocalTime.of(4, 30)).plusSeconds(random.nextInt(4200));
            String id = "ID" + (1 + random.nextInt(random.nextBoolean() ? 6 : 3));
            lines.add("{\"ocurrido_en\":\"" + at + "\",\"vendedor_id\":\"" + id + "\",\"dia\":\"LUNES\",\"fecha\":\""
                    + fecha + "\",\"producto\":\"AREPA DE LA CASA #1\",\"codigo\":\""
                    + codes[random.nextInt(codes.length)]
                    + "\",\"actor\":\"" + id + "\",\"rol\":\"vendedor\",\"origen\":\"app\"}\n");
        }
        return lines;
    }

    private static Instant at(LocalDate fecha, LocalTime time) {
        return fecha.atTime(time).atZone(ZONA).toInstant();
    }

    /** One vendedor's evening and morning. */
    private static final class Loading {

        private final LocalDate fecha;
        private final Random random;
        private final Hechos hechos;
        private final String vendedor;

        Loading(String vendedor, LocalDate fecha, Random random) {
            this.vendedor = vendedor;
            this.fecha = fecha;
            this.random = random;
            this.hechos = new Hechos(vendedor, fecha, at(fecha.minusDays(1), LocalTime.of(18, 5)));
        }

        /** What a person does at a time. */
        private record Act(Instant at, int product, boolean isV, boolean value) {}

        void add(List<Evento> all) {
            List<Product> products = Product.catalogue();
            products.forEach(product -> all.add(hechos.fill(product.name(), product.usual())));
            boolean[] d = new boolean[products.size()];
            boolean[] v = new boolean[products.size()];
            for (Act act : acts(products.size())) {
                Product product = products.get(act.product());
                hechos.at(act.at());
                if (act.isV()) {
                    v[act.product()] = act.value();
                    Instant tapped = act.at().minusMillis(300 + random.nextInt(1500));
                    all.add(hechos.v(product.name(), act.value(), product.usual(), tapped));
                } else {
                    d[act.product()] = act.value();
                    v[act.product()] &= act.value();
                    all.add(hechos.d(product.name(), act.value(), product.usual()));
                }
            }
            all.add(hechos.change(
                    products.get(3).name(), v[3], d[3], products.get(3).usual() + 5, Causa.CORRECCION, null));
        }

        private List<Act> acts(int products) {
            List<Act> acts = new ArrayList<>();
            int number = vendedor.charAt(2) - '0';
            Instant now = at(fecha, LocalTime.of(4, 30)).plusSeconds(number * 100L + random.nextInt(120));
            int forgotten = random.nextInt(10) < 4 ? random.nextInt(products) : -1;
            for (int product = 0; product < products; product++) {
                if (product == forgotten) {
                    continue;
                }
                acts.add(new Act(now, product, false, true));
                Instant seen = now.plus(wait(number));
                acts.add(new Act(seen, product, true, true));
                if (random.nextInt(18) == 0) { // counted again
                    boolean isV = random.nextBoolean();
                    acts.add(new Act(seen.plusSeconds(20), product, isV, false));
                    if (!isV) {
                        acts.add(new Act(seen.plusSeconds(45), product, false, true));
                    }
                    acts.add(new Act(seen.plusSeconds(70), product, true, true));
                }
                now = now.plusMillis((long) (1000 * Math.min(240, 82 * -Math.log(1 - random.nextDouble()))));
            }
            acts.sort(Comparator.comparing(Act::at));
            return acts;
        }

        /** Most look at once, some are away. */
        private Duration wait(int number) {
            double seconds = 12 + number * 6 + Math.exp(2.6 + random.nextGaussian());
            return Duration.ofMillis((long) (1000 * Math.min(seconds, 900)));
        }
    }
}
