package cargue.push.admin;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The viewers' numbers as they are told: with the process's own mark, so that none of before a start is another's. */
final class Numeros {

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-([1-9][0-9]{0,17})");

    private final String mark =
            String.format("%08x", ThreadLocalRandom.current().nextInt());

    String text(long id) {
        return mark + "-" + id;
    }

    /** Whether it can be the number of some process. */
    static boolean isNumber(String text) {
        return TEXT.matcher(text).matches();
    }

    /** Empty when it is no number of this process. */
    OptionalLong parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() && matcher.group(1).equals(mark)
                ? OptionalLong.of(Long.parseLong(matcher.group(2)))
                : OptionalLong.empty();
    }
}
