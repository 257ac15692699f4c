package cargue.faults.fault;

import java.util.Set;

/**
 * One fault, chosen in all that it is: running it begins it and returns when it has ended and what it struck serves
 * again.
 *
 * @param fault its kind
 * @param target what it strikes, and how, for people
 * @param needs names of the servers and links that no other fault may strike meanwhile
 */
public record Injection(Kind fault, String target, Set<String> needs, Action action) {

    /** What a fault does. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws Missed when the point of it was not reached
         * @throws Exception when it could not be done, which fails the run
         */
        void run() throws Exception;
    }

    /** What a fault waited for did not come. */
    static final class Missed extends Exception {

        private static final long serialVersionUID = 1L;

        Missed(String what) {
            super(what);
        }
    }
}
