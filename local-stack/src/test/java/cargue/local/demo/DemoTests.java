package cargue.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 5);

    @Test
    void catalogueHas36AwkwardNames() {
        List<String> names = Product.catalogue().stream().map(Product::name).toList();
        assertThat(names).hasSize(36).doesNotHaveDuplicates();
        assertThat(String.join("", names)).contains("#", "/", "Ñ", "Í", "Gr", "gr");
        assertThat(Product.catalogue()).allMatch(product -> product.quantity(new Random(1)) > 0);
    }

    @Test
    void sellerTicksAfterTheDispatcher() {
        List<Sheet> sheets = List.of(new Sheet("ID1", TODAY), new Sheet("ID2", TODAY));
        List<Tick> morning = Tick.morning(sheets, Product.catalogue(), new Random(1));
        assertThat(morning).hasSize(2 * 2 * 36).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(IntStream.range(0, morning.size()))
                .filteredOn(i -> !morning.get(i).dispatcher())
                .allMatch(i -> dispatchedBefore(morning, i));
    }

    @Test
    void ticksAboutFiveChecksASecond() {
        List<Sheet> sheets = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> new Sheet("ID" + i, TODAY))
                .toList();
        List<Tick> morning = Tick.morning(sheets, Product.catalogue(), new Random(1));
        double seconds = morning.get(morning.size() - 1).at().toMillis() / 1000.0;
        assertThat(morning.size() / seconds).isBetween(3.0, 6.0);
    }

    @Test
    void namesTheDayAsTheAppsDo() {
        assertThat(new Sheet("ID1", TODAY).dia()).isEqualTo("LUNES");
        assertThat(new Sheet("ID1", TODAY.plusDays(5)).dia()).isEqualTo("SABADO");
    }

    @Test
    void escapesWhatJsonCannotHold() {
        assertThat(Json.text("A \"Ñ\" \\ #1/2\t")).isEqualTo("\"A \\\"Ñ\\\" \\\\ #1/2\\u0009\"");
    }

    private static boolean dispatchedBefore(List<Tick> morning, int seller) {
        Tick tick = morning.get(seller);
        return morning.subList(0, seller).stream()
                .anyMatch(other -> other.dispatcher()
                        && other.product().equals(tick.product())
                        && other.sheet().equals(tick.sheet()));
    }
}
