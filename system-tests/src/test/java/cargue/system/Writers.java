package cargue.system;

import cargue.contract.Dia;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A yard at work: changes of every kind at a constant rate, of all vendedores. */
final class Writers {

    private static final int THREADS = 4;
    private static final int BATCH = 5;
    private static final int NEW_PRODUCTS = 8;
    private static final List<String> PRODUCTOS = Sheet.productos(36);
    private static final List<String> QUANTITIES = List.of("adicional", "dctos", "devoluciones", "vencidas");

    private final Api api;
    private final List<Sheet> sheets = new ArrayList<>();
    private final Random random;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    Writers(Api api, long seed) {
        this.api = api;
        this.random = new Random(seed);
    }

    /** Makes a vendedor's sheets, 36 rows each: together more than one message of 64 KiB. */
    void fill(String vendedorId) {
        Sheet today = Sheet.today(api, vendedorId);
        for (Dia dia : List.of(Dia.LUNES, Dia.MARTES)) {
            for (int day = 0; day < 3; day++) {
                Sheet sheet = new Sheet(api, vendedorId, dia, today.fecha().plusDays(day));
                count(sheet.fill(PRODUCTOS, 10));
                sheets.add(sheet);
            }
        }
    }

    /** Changes so many times a second until {@link #stop}. */
    void start(int aSecond) {
        long micros = TimeUnit.SECONDS.toMicros(THREADS) / aSecond;
        for (int i = 0; i < THREADS; i++) {
            Random own = new Random(random.nextLong());
            var unused =
                    threads.scheduleAtFixedRate(() -> write(own), micros * i / THREADS, micros, TimeUnit.MICROSECONDS);
        }
    }

    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a write does not end");
        }
    }

    /** How many answers of each status there were; 0: no answer. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new java.util.TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    private void write(Random r) {
        long seed = r.nextLong(); // what is sent again is the same change
        try {
            count(Api.patiently(() -> change(new Random(seed))));
        } catch (RuntimeException e) {
            answers.computeIfAbsent(0, s -> new LongAdder()).increment(); // told by answers()
        }
    }

    private void count(Api.Answer answer) {
        answers.computeIfAbsent(answer.status(), s -> new LongAdder()).increment();
    }

    private Api.Answer change(Random r) {
        Sheet sheet = any(sheets, r);
        String producto = any(PRODUCTOS, r);
        int kind = r.nextInt(100);
        if (kind < 35) {
            return sheet.check("d", producto, r.nextInt(4) > 0);
        } else if (kind < 60) {
            return sheet.check("v", producto, r.nextInt(3) > 0);
        } else if (kind < 70) {
            return api.post("/api/checks/", batch(r));
        } else if (kind < 85) {
            String quantity = any(QUANTITIES, r);
            return api.post("/api/actualizar-renglon/", sheet.body(producto, quantity, r.nextInt(6)));
        } else if (kind < 95) {
            return sheet.cantidad(producto, r.nextInt(30));
        }
        String added = "NUEVO " + r.nextInt(NEW_PRODUCTS);
        return api.post("/api/actualizar-renglon/", sheet.body(added, "adicional", r.nextInt(30), "crear", true));
    }

    /** Of one sender: a vendedor's own v, or the despachador's d of any. */
    private String batch(Random r) {
        boolean preparing = r.nextBoolean();
        String sender = any(sheets, r).vendedorId();
        List<Sheet> allowed = preparing
                ? sheets.stream()
                        .filter(sheet -> sheet.vendedorId().equals(sender))
                        .toList()
                : sheets;
        ObjectNode body = Api.JSON.createObjectNode();
        ArrayNode checks = body.putArray("checks");
        for (int i = 0; i < BATCH; i++) {
            Sheet sheet = any(allowed, r);
            checks.addObject()
                    .put("id", Long.toHexString(r.nextLong()))
                    .put("vendedor_id", sheet.vendedorId())
                    .put("dia", sheet.dia().name())
                    .put("fecha", sheet.fecha().toString())
                    .put("producto", any(PRODUCTOS, r))
                    .put(preparing ? "v" : "d", r.nextInt(3) > 0);
        }
        return body.toString();
    }

    private static <T> T any(List<T> all, Random r) {
        return all.get(r.nextInt(all.size()));
    }
}
