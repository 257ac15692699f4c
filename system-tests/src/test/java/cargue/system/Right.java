package cargue.system;

import cargue.contract.Rol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a call needs, by the contract's own table. */
enum Right {
    SET_V,
    CORRECT,
    SET_D,
    WATCH,
    LIST,
    REVIEW,
    ADMIN,
    /** Any good token. */
    TOKEN,
    /** Nothing. */
    OPEN;

    /** Of who may do what, line by line as it stands in the contract. */
    private static final List<List<String>> TABLE = table("""
                  | vendedor | despachador | analista | admin
            SET_V   | own      | no          | no       | no
            CORRECT | own      | yes         | no       | yes
            SET_D   | no       | yes         | no       | yes
            WATCH   | own      | yes         | yes      | yes
            LIST    | own      | yes         | yes      | yes
            REVIEW  | no       | no          | yes      | yes
            ADMIN   | no       | no          | no       | yes
            """);

    private static List<List<String>> table(String text) {
        return text.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
    }

    /** Whether somebody has it where a vendedor is concerned. */
    boolean isOf(Sender sender, String vendedorId) {
        if (this == TOKEN || this == OPEN) {
            return true;
        }
        return switch (cell(sender.rol())) {
            case "own" -> Objects.equals(sender.vendedorId(), vendedorId);
            case "yes" ->
                this == ADMIN
                        || sender.rol() == Rol.ADMIN
                        || sender.vendedores() == null
                        || sender.vendedores().contains(vendedorId);
            default -> false;
        };
    }

    private String cell(Rol rol) {
        int column = TABLE.get(0).indexOf(rol.name().toLowerCase(Locale.ROOT));
        return TABLE.stream()
                .filter(line -> line.get(0).equals(name()))
                .flatMap(line -> Stream.of(line.get(column)))
                .findFirst()
                .orElseThrow();
    }
}
