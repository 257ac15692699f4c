package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.client.CargueClient;
import cargue.client.Estado;
import cargue.client.Planilla;
import cargue.client.PlanillaListener;
import cargue.client.Renglon;
import cargue.client.Respuesta;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.local.service.Service;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The Java client against the real services: whatever happens, it ends with what is stored, and never goes back. */
@ExtendWith(Stack.Extension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ClientTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> PRODUCTOS = Sheet.productos(36);
    private static final int UNAUTHENTICATED = 4401;

    /** How long a token lasts whose end is awaited: long enough to be live before. */
    private static final Duration BRIEF = Duration.ofSeconds(20);

    /** Keeps what the client tells, and each row that went back. */
    private static final class Watch implements PlanillaListener {

        final AtomicInteger replaced = new AtomicInteger();
        final List<Estado> estados = new CopyOnWriteArrayList<>();
        final List<String> wentBack = new CopyOnWriteArrayList<>();
        private final Map<String, Posicion> shown = new HashMap<>(); // of the client's thread

        @Override
        public void onEstado(String vendedorId, Estado estado) {
            estados.add(estado);
        }

        @Override
        public void onReplaced(Planilla planilla) {
            replaced.incrementAndGet();
            planilla.renglones().values().forEach(this::see);
        }

        @Override
        public void onChanged(Planilla planilla, List<Renglon> renglones) {
            renglones.forEach(this::see);
        }

        private void see(Renglon renglon) {
            Posicion before = shown.put(renglon.vendedorId() + renglon.clave(), renglon.posicion());
            if (before != null && before.compareTo(renglon.posicion()) > 0) {
                wentBack.add(before + " then " + renglon);
            }
        }
    }

    private static Sheet sheet(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        assertThat(sheet.sugerido(PRODUCTOS, 100).status()).isEqualTo(200);
        return sheet;
    }

    private static CargueClient client(Sheet sheet, Watch watch, String... nodes) {
        return client(sheet, watch, Users::viewer, nodes);
    }

    private static CargueClient client(Sheet sheet, Watch watch, Supplier<String> token, String... nodes) {
        return CargueClient.builder(List.of(nodes).stream().map(URI::create).toList())
                .vendedor(sheet.vendedorId())
                .fecha(sheet.fecha())
                .dia(sheet.dia())
                .token(token)
                .listener(watch)
                .build();
    }

    /** Waits until the client has every change, then compares it with both places where the truth can be read. */
    private static void assertSame(Stack stack, Sheet sheet, CargueClient client, Watch watch) {
        long last = stack.table().lastSeq(sheet.vendedorId());
        await().atMost(LIMIT).untilAsserted(() -> {
            Planilla planilla = client.planilla(sheet.vendedorId()).orElseThrow();
            assertThat(planilla.estado()).isInstanceOf(Estado.EnVivo.class);
            assertThat(planilla.posicion()).isNotNull();
            assertThat(planilla.posicion().seq()).isEqualTo(last);
        });
        Map<Renglon.Clave, Renglon> renglones =
                client.planilla(sheet.vendedorId()).orElseThrow().renglones();
        assertThat(renglones.values().stream()
                        .collect(Collectors.toMap(
                                Renglon::producto, r -> new Sheet.Row(r.v(), r.d(), r.total(), r.seq()))))
                .isEqualTo(sheet.rows());
        assertThat(renglones.values().stream().collect(Collectors.toMap(ClientTests::key, ClientTests::row)))
                .isEqualTo(stack.table().rows(sheet.vendedorId()));
        assertThat(watch.wentBack).isEmpty();
    }

    private static String key(Renglon renglon) {
        return renglon.fecha() + "/" + renglon.dia() + "/" + renglon.producto();
    }

    private static Table.Row row(Renglon renglon) {
        return new Table.Row(
                renglon.cantidad(),
                renglon.adicional(),
                renglon.dctos(),
                renglon.devoluciones(),
                renglon.vencidas(),
                renglon.v(),
                renglon.d(),
                renglon.epoca().toString(),
                renglon.seq());
    }

    private static void awaitLive(CargueClient client) {
        await().atMost(LIMIT)
                .until(() ->
                        client.planillas().stream().allMatch(planilla -> planilla.estado() instanceof Estado.EnVivo));
    }

    private static void awaitShown(CargueClient client, Sheet sheet, long seq) {
        await().atMost(LIMIT)
                .until(() -> client.planilla(sheet.vendedorId()).orElseThrow().renglones().values().stream()
                        .anyMatch(renglon -> renglon.seq() == seq));
    }

    /** Changes rows of the sheet at random until it is closed. */
    private static final class Writer implements AutoCloseable {

        private final AtomicBoolean writing = new AtomicBoolean(true);
        private final AtomicInteger written = new AtomicInteger();
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        private final CompletableFuture<Void> done;

        Writer(Sheet sheet) {
            Random random = new Random(7);
            done = CompletableFuture.runAsync(
                    () -> {
                        while (writing.get()) {
                            String producto = PRODUCTOS.get(random.nextInt(PRODUCTOS.size()));
                            if (random.nextInt(10) == 0) {
                                sheet.cantidad(producto, random.nextInt(3));
                            } else {
                                sheet.check(random.nextBoolean() ? "v" : "d", producto, random.nextBoolean());
                            }
                            written.incrementAndGet();
                        }
                    },
                    executor);
        }

        void awaitMore(int count) {
            int before = written.get();
            await().atMost(LIMIT).until(() -> written.get() >= before + count);
        }

        @Override
        public void close() {
            writing.set(false);
            done.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            executor.shutdownNow();
        }
    }

    @Test
    void showsTheSheetAndEachCheckThatIsMade(Stack stack) {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (CargueClient client = client(sheet, watch, stack.push().url())) {
            awaitLive(client);
            awaitShown(client, sheet, 36);
            long seq = sheet.check("d", PRODUCTOS.get(5), true).seq();
            awaitShown(client, sheet, seq);
            sheet.check("v", PRODUCTOS.get(5), true);
            sheet.cantidad(PRODUCTOS.get(6), 3);
            assertSame(stack, sheet, client, watch);
            await().atMost(LIMIT).until(() -> client.planilla().estado().equals(new Estado.EnVivo(0L)));
        }
    }

    @Test
    void theOwnAnswerAndTheStreamMayCross(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (CargueClient client = client(sheet, watch, stack.push().url())) {
            awaitLive(client);
            awaitShown(client, sheet, 36);
            int before = watch.replaced.get();
            try (Writer writer = new Writer(sheet)) {
                for (int i = 0; i < 200; i++) {
                    String producto = PRODUCTOS.get(i % PRODUCTOS.size());
                    Api.Answer answer = sheet.check("d", producto, i % 2 == 0);
                    if (answer.status() == 200) {
                        Respuesta respuesta = respuesta(sheet, producto, answer.json());
                        client.apply(respuesta);
                        Renglon shown = client.planilla()
                                .renglon(sheet.fecha(), sheet.dia(), producto)
                                .orElseThrow();
                        assertThat(shown.posicion()).isGreaterThanOrEqualTo(respuesta.posicion());
                    }
                }
                writer.awaitMore(1);
            }
            assertSame(stack, sheet, client, watch);
            assertThat(watch.replaced).hasValue(before);
        }
    }

    private static Respuesta respuesta(Sheet sheet, String producto, JsonNode answer) {
        return new Respuesta(
                sheet.vendedorId(),
                sheet.fecha(),
                sheet.dia(),
                producto,
                new Posicion(
                        UUID.fromString(answer.get("epoca").stringValue()),
                        answer.get("seq").longValue()),
                answer.get("v").booleanValue(),
                answer.get("d").booleanValue(),
                answer.get("total").intValue());
    }

    @Test
    void aRestartOfTheNodeUnderWritesLosesNothing(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (CargueClient client = client(sheet, watch, stack.push().url())) {
            awaitLive(client);
            awaitShown(client, sheet, 36);
            try (Writer writer = new Writer(sheet)) {
                writer.awaitMore(20);
                stack.push().stop();
                await().atMost(LIMIT).until(() -> client.planilla().estado() instanceof Estado.Reconectando);
                assertThat(client.planilla().renglones())
                        .as("what was shown stays")
                        .hasSize(36);
                writer.awaitMore(20);
                Stack.restart(stack.push());
                awaitLive(client);
                writer.awaitMore(20);
                stack.push().kill();
                Stack.restart(stack.push());
            }
            assertSame(stack, sheet, client, watch);
        }
    }

    @Test
    void aMessageLostUnderwayIsNoticedByTheNextSignOfLife(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (FrameProxy proxy = new FrameProxy(URI.create(stack.push().url()));
                CargueClient client = client(sheet, watch, proxy.uri().toString())) {
            awaitLive(client);
            awaitShown(client, sheet, 36);
            int before = watch.replaced.get();
            proxy.lose("\"type\":\"checks\"");
            sheet.check("d", PRODUCTOS.get(3), true);
            await().atMost(LIMIT).until(() -> proxy.lost() != null);

            await().atMost(LIMIT)
                    .until(() -> watch.estados.stream()
                            .anyMatch(estado -> estado instanceof Estado.Reconectando reconectando
                                    && reconectando.motivo().startsWith("lost")));

            List<String> passed = List.copyOf(proxy.passed());
            assertThat(passed).isNotEmpty();
            assertThat(passed.get(0)).as("the first message after the lost one").contains("\"type\":\"latido\"");
            assertSame(stack, sheet, client, watch);
            // Not "latido" alone: a hello tells its latido_s.
            assertThat(passed)
                    .filteredOn(message -> message.contains("\"type\":\"latido\""))
                    .hasSize(1);
            assertThat(watch.replaced).as("what was missing came as a delta").hasValue(before);
        }
    }

    @Test
    void aLostMessageIsNoticedAtOnceWhenAnotherChangeFollows(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (FrameProxy proxy = new FrameProxy(URI.create(stack.push().url()));
                CargueClient client = client(sheet, watch, proxy.uri().toString())) {
            awaitLive(client);
            awaitShown(client, sheet, 36);
            proxy.lose("\"type\":\"checks\"");
            sheet.check("d", PRODUCTOS.get(3), true);
            await().atMost(LIMIT).until(() -> proxy.lost() != null);
            sheet.check("d", PRODUCTOS.get(4), true);

            assertSame(stack, sheet, client, watch);
            assertThat(watch.estados).hasAtLeastOneElementOfType(Estado.Reconectando.class);
        }
    }

    @Test
    void goesFromNodeToNodeWithoutLosingOrReloading(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        Watch watch = new Watch();
        try (Service second = stack.newPush("push-2", Map.of())) {
            second.start();
            second.awaitReady(Duration.ofMinutes(2));
            try (CargueClient client = client(sheet, watch, stack.push().url(), second.url())) {
                awaitLive(client);
                awaitShown(client, sheet, 36);
                int before = watch.replaced.get();
                try (Writer writer = new Writer(sheet)) {
                    writer.awaitMore(20);
                    stack.push().stop();
                    long during = stack.table().lastSeq(sheet.vendedorId());
                    await().atMost(LIMIT)
                            .until(() -> client.planilla().estado() instanceof Estado.EnVivo && seq(client) > during);
                    assertThat(watch.replaced).as("the other node gave a delta").hasValue(before);
                    Stack.restart(stack.push());
                    second.kill();
                    long later = stack.table().lastSeq(sheet.vendedorId());
                    await().atMost(LIMIT)
                            .until(() -> client.planilla().estado() instanceof Estado.EnVivo && seq(client) > later);
                }
                assertSame(stack, sheet, client, watch);
            }
        } finally {
            if (!stack.push().isAlive()) {
                Stack.restart(stack.push());
            }
        }
    }

    private static long seq(CargueClient client) {
        Posicion posicion = client.planilla().posicion();
        return posicion == null ? 0 : posicion.seq();
    }

    @Test
    void followsManyVendedoresOnOneSocketThroughALostConnection(Stack stack) throws Exception {
        List<Sheet> sheets = List.of(sheet(stack), sheet(stack), sheet(stack));
        Watch watch = new Watch();
        try (FrameProxy proxy = new FrameProxy(URI.create(stack.push().url()));
                CargueClient client = CargueClient.builder(proxy.uri())
                        .vendedores(List.of(
                                sheets.get(0).vendedorId(), sheets.get(1).vendedorId()))
                        .token(Users::viewer)
                        .listener(watch)
                        .build()) {
            awaitLive(client);
            client.subscribe(sheets.get(2).vendedorId());
            awaitLive(client);
            try (Writer writer = new Writer(sheets.get(0));
                    Writer other = new Writer(sheets.get(2))) {
                writer.awaitMore(10);
                proxy.lose(
                        "\"type\":\"checks\",\"vendedor_id\":\"" + sheets.get(2).vendedorId() + "\"");
                other.awaitMore(20);
            }
            for (Sheet sheet : sheets) {
                assertSame(stack, sheet, client, watch);
            }
            client.unsubscribe(sheets.get(1).vendedorId());
            assertThat(client.planilla(sheets.get(1).vendedorId())).isEmpty();
            sheets.get(1).check("d", PRODUCTOS.get(0), true);
            sheets.get(0).check("d", PRODUCTOS.get(0), true);
            assertSame(stack, sheets.get(0), client, watch);
        }
    }

    @Test
    void whatTheServerRefusesForGoodEndsTheClient(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        try (CargueClient client = CargueClient.builder(URI.create(stack.push().url()))
                .vendedor(sheet.vendedorId())
                .fecha(sheet.fecha().minusDays(30))
                .token(Users::viewer)
                .build()) {
            await().atMost(LIMIT)
                    .until(() -> client.planilla().estado() instanceof Estado.Terminado terminado
                            && terminado.codigo().equals("400"));
        }
        try (CargueClient client = CargueClient.builder(URI.create(stack.push().url()))
                .vendedores(List.of())
                .token(Users::viewer)
                .build()) {
            client.subscribe(sheet.vendedorId(), sheet.fecha().minusDays(30), null);
            await().atMost(LIMIT)
                    .until(() ->
                            client.planilla(sheet.vendedorId()).orElseThrow().estado()
                                            instanceof Estado.Terminado terminado
                                    && terminado.codigo().equals("FECHA_FUERA_DE_RANGO"));
        }
    }

    @Test
    void anEmptyStreamFillsWithItsFirstRows(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        Watch watch = new Watch();
        try (CargueClient client = client(sheet, watch, stack.push().url())) {
            awaitLive(client);
            assertThat(client.planilla().recibida()).isTrue();
            assertThat(client.planilla().posicion()).isNull();
            sheet.sugerido(PRODUCTOS, 10);
            assertSame(stack, sheet, client, watch);
            assertThat(watch.estados).noneMatch(estado -> estado instanceof Estado.Terminado);
        }
    }

    private static void awaitOnNode(Stack stack, Sheet sheet, int rows) {
        Api push = new Api(stack.push().url());
        String path = "/api/planilla/" + sheet.vendedorId() + "/";
        await().atMost(LIMIT).until(() -> push.get(path).json().path("checks").size() == rows);
    }

    private static String briefToken(Stack stack) {
        return stack.issuer().token(Rol.ANALISTA, Users.ANALISTA, BRIEF);
    }

    private static Predicate<Estado> lostBy(int closeCode) {
        return estado -> estado instanceof Estado.Reconectando reconectando
                && reconectando.motivo().contains("" + closeCode);
    }

    /** Both have the same token at first. That one is cut off at its end tells that the other would have been. */
    @Test
    void aConnectionWhoseTokenWasRenewedGoesOnAndAnotherIsMadeAnew(Stack stack) throws Exception {
        Sheet sheet = sheet(stack);
        awaitOnNode(stack, sheet, 36); // an empty stream's first event would begin it anew
        AtomicReference<String> renewed = new AtomicReference<>(briefToken(stack));
        AtomicReference<String> kept = new AtomicReference<>(renewed.get());
        Watch watch = new Watch();
        Watch other = new Watch();
        try (FrameProxy proxy = new FrameProxy(URI.create(stack.push().url()));
                CargueClient renewing =
                        client(sheet, watch, renewed::get, proxy.uri().toString());
                CargueClient keeping =
                        client(sheet, other, kept::get, stack.push().url())) {
            awaitShown(renewing, sheet, 36);
            awaitShown(keeping, sheet, 36);
            int replaced = other.replaced.get();
            renewed.set(Users.viewer());
            renewing.renewToken();
            kept.set(Users.viewer());

            await().atMost(LIMIT).until(() -> other.estados.stream().anyMatch(lostBy(UNAUTHENTICATED)));
            sheet.check("d", PRODUCTOS.get(3), true);

            assertSame(stack, sheet, renewing, watch);
            assertThat(watch.estados).noneMatch(Estado.Reconectando.class::isInstance);
            assertThat(proxy.passed().stream().filter(message -> message.contains("\"type\":\"hello\"")))
                    .hasSize(1);
            assertSame(stack, sheet, keeping, other);
            assertThat(other.replaced).as("what was missing came as a delta").hasValue(replaced);
        }
    }

    /** The supplier was asked once more, and gave the same. */
    @Test
    void aClientWithoutANewTokenEndsWithTheOldOne(Stack stack) {
        Sheet sheet = sheet(stack);
        String brief = briefToken(stack);
        Watch watch = new Watch();
        try (CargueClient client =
                client(sheet, watch, () -> brief, stack.push().url())) {
            awaitShown(client, sheet, 36);

            await().atMost(LIMIT).until(() -> client.planilla().estado() instanceof Estado.Terminado);

            assertThat(client.planilla().estado())
                    .isInstanceOfSatisfying(
                            Estado.Terminado.class,
                            terminado -> assertThat(terminado.codigo()).isEqualTo("401"));
            assertThat(watch.estados).anyMatch(lostBy(UNAUTHENTICATED));
            assertThat(client.planilla().renglones()).as("what was shown stays").hasSize(36);
        }
    }
}
