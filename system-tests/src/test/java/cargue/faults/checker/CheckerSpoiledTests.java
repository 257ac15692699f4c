package cargue.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.faults.history.History;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that never complains is worth nothing: each promise is broken once, and named, and no other. */
class CheckerSpoiledTests {

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    @ParameterizedTest
    @EnumSource(Rule.class)
    void namesTheRuleThatIsBroken(Rule rule) {
        for (long seed : SEEDS) {
            MadeHistory history = rule == Rule.EPOCA_ORDER ? MadeHistory.restored(seed) : MadeHistory.of(seed);
            spoil(rule).accept(history);
            assertThat(broken(history)).as("seed %s", seed).containsExactly(rule);
        }
    }

    /** Whoever adds a rule has to show here that it finds something. */
    private static Consumer<MadeHistory> spoil(Rule rule) {
        return switch (rule) {
            case LOST -> Spoils::lose;
            case NOT_PUBLISHED -> Spoils::doNotPublish;
            case INVENTED -> Spoils::invent;
            case FORM -> Spoils::writeNonsense;
            case NO_CAUSE -> Spoils::actUnasked;
            case DOUBLED -> Spoils::actTwice;
            case SEQ -> Spoils::swapInTopic;
            case EPOCA_ORDER -> Spoils::sendOldEpocaLate;
            case PARTITION -> Spoils::movePartition;
            case HEADERS -> h -> Spoils.header(h, "ce_subject", "2026-01-05/MARTES");
            case REPEAT -> Spoils::repeatOtherwise;
            case REAL_TIME -> Spoils::turnTimeBack;
            case INVARIANT -> Spoils::breakTheSum;
            case STATE -> Spoils::tickBesides;
            case OCURRIDO_EN -> Spoils::stopTheClock;
            case TABLE -> Spoils::leaveTheTableBehind;
            case STALE_ANSWER -> Spoils::answerStale;
            case ANSWER -> AnswerSpoils::tellAnotherTotal;
            case REFUSAL -> AnswerSpoils::wantDThatIsThere;
            case VIEWER_CHAIN -> ViewerSpoils::loseAFrame;
            case VIEWER_ROWS -> ViewerSpoils::retouch;
            case VIEWER_FINAL -> ViewerSpoils::forgetTheLast;
            case CATCH_UP -> Spoils::neverCatchUp;
        };
    }

    @ParameterizedTest
    @MethodSource
    void namesTheRuleHoweverItIsBroken(Rule rule, Consumer<MadeHistory> spoil) {
        for (long seed : SEEDS) {
            MadeHistory history = MadeHistory.of(seed);
            spoil.accept(history);
            assertThat(broken(history)).as("seed %s", seed).containsExactly(rule);
        }
    }

    static Stream<Arguments> namesTheRuleHoweverItIsBroken() {
        return Stream.of(
                way(Rule.LOST, "another value", Spoils::loseTheValue),
                way(Rule.NO_CAUSE, "a refused request", Spoils::actThoughRefused),
                way(Rule.NO_CAUSE, "another answer", Spoils::answerAnother),
                way(Rule.PARTITION, "another key", Spoils::keyByAnother),
                way(Rule.HEADERS, "id", h -> Spoils.header(h, "ce_id", "0")),
                way(Rule.HEADERS, "version", h -> Spoils.header(h, "ce_specversion", "1.1")),
                way(Rule.HEADERS, "source", h -> Spoils.header(h, "ce_source", "/cargue/vendedores/ID5")),
                way(Rule.HEADERS, "type", h -> Spoils.header(h, "ce_type", "cargue.epoca.v1")),
                way(Rule.HEADERS, "time", h -> Spoils.header(h, "ce_time", "2026-01-05T12:00:00Z")),
                way(Rule.HEADERS, "content", h -> Spoils.header(h, "content-type", "text/plain")),
                way(Rule.HEADERS, "trace", h -> Spoils.header(h, "traceparent", "none")),
                way(Rule.HEADERS, "one more", h -> Spoils.header(h, "b3", "0")),
                way(Rule.STATE, "nothing changed", Spoils::changeNothing),
                way(Rule.TABLE, "no row", Spoils::dropFromTheTable),
                way(Rule.STALE_ANSWER, "too early", Spoils::answerTooEarly),
                way(Rule.ANSWER, "another v", AnswerSpoils::tellAnotherV),
                way(Rule.ANSWER, "another d", AnswerSpoils::tellAnotherD),
                way(Rule.REFUSAL, "there is a quantity", AnswerSpoils::wantQuantityThatIsThere),
                way(Rule.REFUSAL, "the second reason", AnswerSpoils::tellTheSecondReason),
                way(Rule.REFUSAL, "d for d", AnswerSpoils::wantDForD),
                way(Rule.REFUSAL, "unticking", AnswerSpoils::refuseToUntick),
                way(Rule.REFUSAL, "a quantity", AnswerSpoils::refuseQuantity),
                way(Rule.REFUSAL, "a conflict", AnswerSpoils::claimAConflict),
                way(Rule.REFUSAL, "status", AnswerSpoils::refuseWithAnotherStatus),
                way(Rule.CATCH_UP, "late", Spoils::catchUpLate),
                way(Rule.CATCH_UP, "not looked at", Spoils::doNotLook),
                way(Rule.VIEWER_ROWS, "a row less in a frame", ViewerSpoils::omitFromOldFrame),
                way(Rule.VIEWER_ROWS, "a row twice", ViewerSpoils::tellTwice),
                way(Rule.VIEWER_ROWS, "a row less in a snapshot", ViewerSpoils::omitFromSnapshot),
                way(Rule.VIEWER_CHAIN, "latido above", ViewerSpoils::skipSilently),
                way(Rule.VIEWER_CHAIN, "beyond the topic", ViewerSpoils::skip),
                way(Rule.VIEWER_CHAIN, "back", ViewerSpoils::goBack),
                way(Rule.VIEWER_CHAIN, "between parts", ViewerSpoils::interrupt),
                way(Rule.VIEWER_CHAIN, "before hello", ViewerSpoils::startEarly),
                way(Rule.VIEWER_CHAIN, "asked for another", ViewerSpoils::askForAnother),
                way(Rule.VIEWER_CHAIN, "blamed", ViewerSpoils::blame),
                way(Rule.VIEWER_CHAIN, "after the end", ViewerSpoils::goOnAfterTheEnd));
    }

    private static Arguments way(Rule rule, String how, Consumer<MadeHistory> spoil) {
        return Arguments.of(rule, Named.of(how, spoil));
    }

    @ParameterizedTest
    @MethodSource
    void excusesNoMoreThanARestoreDoes(Rule rule, Consumer<MadeHistory> spoil) {
        for (long seed : SEEDS) {
            MadeHistory history = MadeHistory.restored(seed);
            spoil.accept(history);
            assertThat(broken(history)).as("seed %s", seed).containsExactly(rule);
        }
    }

    static Stream<Arguments> excusesNoMoreThanARestoreDoes() {
        return Stream.of(
                way(Rule.INVENTED, "asked for afterwards", RestoreSpoils::inventInAPlaceAbove),
                way(Rule.REPEAT, "three forms", RestoreSpoils::giveThePlaceTwice),
                way(Rule.NO_CAUSE, "a refused request", RestoreSpoils::actThoughRefused),
                way(Rule.REFUSAL, "afterwards", AnswerSpoils::refuseAfterRestore),
                way(Rule.REFUSAL, "before the copy", AnswerSpoils::refuseBeforeTheCopy));
    }

    /** An unchanged answer of those instants may be found stale with it. */
    @Test
    void excusesNoOrderOfPlacesThatWereGivenAgain() {
        for (long seed : SEEDS) {
            MadeHistory history = MadeHistory.restored(seed);
            RestoreSpoils.turnTimeBack(history);
            assertThat(broken(history)).as("seed %s", seed).contains(Rule.REAL_TIME);
        }
    }

    /** In the old epoca above the copy, and again in the new one. */
    @Test
    void excusesNoRequestThatActsTwiceAfterARestore() {
        int spoiled = 0;
        for (long seed = 1; seed <= 12; seed++) {
            MadeHistory history = MadeHistory.restored(seed);
            if (RestoreSpoils.actTwice(history)) {
                spoiled++;
                assertThat(broken(history)).as("seed %s", seed).containsExactly(Rule.DOUBLED);
            }
        }
        assertThat(spoiled).isPositive();
    }

    @Test
    void findsNothingInARefusalThatWasRightAtSomeInstant() {
        for (long seed : SEEDS) {
            MadeHistory history = MadeHistory.of(seed);
            AnswerSpoils.refuseAtTheSameTime(history);
            assertThat(broken(history)).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    void wantsAllRowsRestated() {
        MadeHistory history = MadeHistory.restored(1);
        Spoils.restateTooFew(history);
        assertThat(broken(history)).containsExactly(Rule.EPOCA_ORDER);
    }

    /**
     * What a restore excuses is a whole list of faults without one. That the places above the copy were given twice is
     * seen by every rule that compares the two sides; viewers were shown what the topic had, and are not to blame.
     */
    @Test
    void excusesNothingWithoutARestore() {
        MadeHistory history = MadeHistory.restored(1);
        history.restores.clear();
        assertThat(broken(history)).contains(Rule.LOST, Rule.INVENTED, Rule.REPEAT, Rule.NO_CAUSE);
        assertThat(broken(history)).doesNotContain(Rule.VIEWER_CHAIN, Rule.VIEWER_ROWS, Rule.VIEWER_FINAL);
    }

    /** What was answered once the database was back is as safe as ever, in the old epoca too. */
    @Test
    void excusesNothingAfterTheDatabaseWasBack() {
        MadeHistory history = MadeHistory.restored(1);
        Spoils.loseAfterRestore(history);
        assertThat(broken(history)).containsExactly(Rule.LOST);
    }

    @Test
    void countsWhatItDoesNotList() {
        Violations violations = new Violations();
        for (int i = 0; i < 250; i++) {
            violations.add(Rule.SEQ, "ID1", "n" + i);
        }
        violations.add(Rule.FORM, "ID1", "m");
        Verdict verdict = violations.verdict();
        assertThat(verdict.violations()).hasSize(Violations.KEPT + 1);
        assertThat(verdict.counts()).isEqualTo(Map.of(Rule.SEQ, 250, Rule.FORM, 1));
        assertThat(verdict.total()).isEqualTo(251);
    }

    private static Set<Rule> broken(MadeHistory made) {
        History history = made.history();
        return Checker.check(history).violations().stream().map(Violation::rule).collect(Collectors.toSet());
    }
}
