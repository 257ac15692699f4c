package cargue.system;

import cargue.contract.Dia;
import cargue.contract.Rol;
import cargue.system.Cell.Credential;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everybody with everything that can be sent as a token, asking for every call in every way. All calls are about one
 * vendedor; each that is let in has a row of its own to change.
 */
final class AccessTable {

    static final String TARGET = "Tabla";
    static final String OTHER = "Tabla_otro";

    /** What there is for those to change who may not. */
    static final String UNTOUCHED = "NO";

    static final String UNTOUCHED_CHECKED = "NO, con D";

    /** In each role somebody with whose token anything can be wrong. */
    private static final List<Sender> BASE = List.of(
            Sender.vendedor("own", TARGET),
            Sender.vendedor("another's", OTHER),
            Sender.of("despachador", Rol.DESPACHADOR),
            Sender.of("analista", Rol.ANALISTA),
            Sender.of("admin", Rol.ADMIN));

    private static final List<Sender> MORE = List.of(
            Sender.vendedor("own, limited to others", TARGET).with(List.of(OTHER)),
            Sender.vendedor("another's, limited to this", OTHER).with(List.of(TARGET)),
            Sender.vendedor("of the same id in small letters", "tabla"),
            Sender.vendedor("own by another app", TARGET).through("app-2"),
            Sender.of("despachador by another app", Rol.DESPACHADOR).through("crm-2"),
            Sender.of("despachador of this", Rol.DESPACHADOR).with(List.of(TARGET)),
            Sender.of("despachador of both", Rol.DESPACHADOR).with(List.of(OTHER, TARGET)),
            Sender.of("despachador of others", Rol.DESPACHADOR).with(List.of(OTHER)),
            Sender.of("despachador of nobody", Rol.DESPACHADOR).with(List.of()),
            Sender.of("analista of this", Rol.ANALISTA).with(List.of(TARGET)),
            Sender.of("analista of others", Rol.ANALISTA).with(List.of(OTHER)),
            Sender.of("admin, limited to others", Rol.ADMIN).with(List.of(OTHER)));

    private static final List<String> GARBAGE = List.of("", "x", "e30.e30.e30", "e30..");
    private static final List<Dia> DIAS = List.of(Dia.values());

    private final LocalDate today = LocalDate.now(ZoneId.of("America/Bogota"));
    private final List<Call> calls = Call.all();
    private final List<Cell> cells = new ArrayList<>();
    private int sheets;

    AccessTable(Forge forge) {
        for (Sender sender : senders()) {
            add(
                    new Credential(sender.name(), sender, forge.honest(sender.claims())),
                    List.of(Carrier.values()),
                    call -> true);
        }
        for (Sender sender : BASE) {
            for (Fault fault : Fault.values()) {
                addBad(sender.name() + ", " + fault, fault.token(forge, sender));
            }
        }
        addBad("nobody", null);
        GARBAGE.forEach(garbage -> addBad("nobody with «" + garbage + "»", garbage));
        requireWhole();
    }

    List<Cell> cells() {
        return List.copyOf(cells);
    }

    static List<Sender> senders() {
        List<Sender> senders = new ArrayList<>(BASE);
        senders.addAll(MORE);
        return senders;
    }

    /** A row of the sheet of most cells. */
    Spot row(String producto) {
        return new Spot(-1, TARGET, Dia.LUNES, today, producto);
    }

    /** That no dimension was lost on the way. */
    private void requireWhole() {
        int good = senders().size() * Carrier.values().length;
        int tokens = BASE.size() * Fault.values().length + 1 + GARBAGE.size();
        long sockets = calls.stream().filter(Call::isWebSocket).count();
        long whole = (long) good * calls.size() + tokens * (2L * calls.size() + sockets);
        if (cells.size() != whole) {
            throw new IllegalStateException(cells.size() + " cells of " + whole);
        }
    }

    private void addBad(String name, @Nullable String token) {
        Credential credential = new Credential(name, null, token);
        add(credential, List.of(Carrier.HEADER, Carrier.COOKIE), call -> true);
        add(credential, List.of(Carrier.SUBPROTOCOL), Call::isWebSocket);
    }

    private void add(Credential credential, List<Carrier> carriers, Predicate<Call> which) {
        for (Carrier carrier : carriers) {
            calls.stream().filter(which).forEach(call -> cells.add(cell(credential, call, carrier)));
        }
    }

    private Cell cell(Credential credential, Call call, Carrier carrier) {
        Cell cell = new Cell(credential, call, carrier, spot(call, refused(call), cells.size()));
        if (!cell.leavesEvent()) {
            return cell;
        }
        sheets += call.name().equals("sugerido") ? 1 : 0;
        return new Cell(credential, call, carrier, spot(call, "SI " + cells.size(), cells.size()));
    }

    /** A sugerido needs a sheet without any; the first is for those who may not send one. */
    private Spot spot(Call call, String producto, int number) {
        if (!call.name().equals("sugerido")) {
            return new Spot(number, TARGET, Dia.LUNES, today, producto);
        }
        boolean refused = producto.equals(refused(call));
        Dia dia = DIAS.get(refused ? 0 : sheets % DIAS.size());
        return new Spot(number, TARGET, dia, today.plusDays(refused ? 1 : 2 + sheets / DIAS.size()), producto);
    }

    private static String refused(Call call) {
        return call.makesNew() ? "NUEVO" : call.right() == Right.SET_V ? UNTOUCHED_CHECKED : UNTOUCHED;
    }
}
