package cargue.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginTests {

    private final User ana = new User("ANA", Rol.ADMIN, "ñandú-7");
    private long now;
    private final Login login = new Login(List.of(ana), new Clock());

    @Test
    void forgivesAFailureAfterAWhile() {
        exhaust("ANA");
        assertThat(login.attempt("ANA", ana.password())).isEqualTo(new Login.Outcome.Later(Login.FORGIVEN_AFTER));
        now += Login.FORGIVEN_AFTER.toNanos();
        assertThat(login.attempt("ANA", ana.password())).isEqualTo(new Login.Outcome.Accepted(ana));
        assertThat(login.attempt("ANA", "wrong")).isEqualTo(new Login.Outcome.Refused());
        assertThat(login.attempt("ANA", "wrong")).isInstanceOf(Login.Outcome.Later.class);
    }

    @Test
    void doesNotCountRightPasswords() {
        for (int i = 0; i < 10 * Login.FAILURES; i++) {
            assertThat(login.attempt("ANA", ana.password())).isEqualTo(new Login.Outcome.Accepted(ana));
        }
    }

    @Test
    void countsAllUnknownNamesAsOneAndForgetsNoUserForThem() {
        for (int i = 0; i < Login.FAILURES; i++) {
            assertThat(login.attempt("NADIE" + i, "x")).isEqualTo(new Login.Outcome.Refused());
        }
        assertThat(login.attempt("OTRA", "x")).isInstanceOf(Login.Outcome.Later.class);
        assertThat(login.attempt("ANA", ana.password())).isEqualTo(new Login.Outcome.Accepted(ana));
    }

    private void exhaust(String user) {
        for (int i = 0; i < Login.FAILURES; i++) {
            assertThat(login.attempt(user, "wrong")).isEqualTo(new Login.Outcome.Refused());
        }
    }

    private final class Clock implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
