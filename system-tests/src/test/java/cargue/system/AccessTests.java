package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what: the contract's table, of every role, every call, every kind of token and every way to send it. */
@ExtendWith(Stack.Extension.class)
class AccessTests {

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyCellOfTheTableIsAsTheContractSaysAndARefusalLeavesNothing(Stack stack) throws Exception {
        AccessTable table = new AccessTable(Forge.of(stack));
        List<Cell> cells = table.cells();
        AccessGround ground = new AccessGround(stack, table);
        int prepared = ground.prepare();

        List<String> wrong = Sweep.over(cells, (wires, cell) -> {
            Service service = cell.call().push() ? stack.push() : stack.ingest();
            return Probe.fault(wires.to(service), cell, origin(service));
        });

        System.out.println("AccessTests: " + cells.size() + " cells");
        assertThat(wrong).as(wrong.size() + " wrong cells of " + cells.size()).isEmpty();
        ground.assertOnlyAllowedChanged(prepared);
        ground.assertOnlyAllowedMade();
        assertListsShowOnlyWhoMayBeSeen(stack, ground);
    }

    private static void assertListsShowOnlyWhoMayBeSeen(Stack stack, AccessGround ground) {
        for (Sender sender : AccessTable.senders()) {
            List<String> seen =
                    ground.vendedores(stack.issuer().token(sender.claims())).toList();
            assertThat(seen).as(sender.name()).allMatch(id -> Right.LIST.isOf(sender, id));
            assertThat(List.of("ID1", "ID6", AccessTable.TARGET, AccessTable.OTHER))
                    .as(sender.name())
                    .filteredOn(id -> Right.LIST.isOf(sender, id))
                    .allMatch(seen::contains);
        }
    }

    /** Neither the slash at the end, nor another method, nor a part written in another way is a way in. */
    @Test
    void withoutATokenNoOtherWritingOfAnAddressIsOpen(Stack stack) throws Exception {
        List<String> open = Sweep.over(writings(new AccessTable(Forge.of(stack)).row("NO")), (wires, ask) -> {
            List<String> found = new ArrayList<>();
            for (Service service : List.of(stack.ingest(), stack.push())) {
                Reply reply = wires.to(service).send(ask);
                if (!List.of(400, 401).contains(reply.status())) {
                    found.add(service.name() + " answers " + reply.status() + " to " + ask);
                }
            }
            return String.join("; ", found);
        });

        assertThat(open).isEmpty();
    }

    private static List<Ask> writings(Spot spot) {
        List<Ask> asks = new ArrayList<>();
        for (Call call : Call.all()) {
            if (call.right() == Right.OPEN || call.name().startsWith("POST on")) {
                continue;
            }
            Ask ask = call.maker().apply(spot);
            String target = ask.target();
            int query = target.indexOf('?');
            String path = query < 0 ? target : target.substring(0, query);
            String rest = query < 0 ? "" : target.substring(query);
            String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
            String encoded = path.replaceFirst("/(.)", "/%" + Integer.toHexString(path.charAt(1)));
            for (String writing : List.of(
                    other,
                    encoded,
                    path + ";x=1",
                    "/cargue/.." + path,
                    "/cargue/%2e%2e" + path,
                    "/actuator/health/.." + path,
                    "/cargue;/.." + path,
                    "/app/..%2f" + path.substring(1),
                    "/" + path,
                    "/cargue/..;" + path,
                    path + "?access_token=x",
                    "/actuator/health/../.." + path)) {
                asks.add(ask.at(writing + (writing.contains("?") ? "" : rest)));
            }
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
                asks.add(new Ask(method, target, ask.version(), ask.lines(), ask.body()));
            }
        }
        asks.add(Ask.get("/error"));
        asks.removeIf(ask -> ask.method().equals("DELETE") && ask.target().startsWith("/sesion"));
        return asks;
    }

    private static String origin(Service service) {
        return "http://" + Ports.HOST + ":" + service.port();
    }
}
