package cargue.local.bench;

/** What can be chosen of a scenario on the command line; a whole number. */
enum Setting {
    WARM_UP("--warm-up"),
    SECONDS("--seconds"),
    VIEWERS("--viewers"),
    REPETITIONS("--repetitions"),
    RUNS("--runs");

    private final String option;

    Setting(String option) {
        this.option = option;
    }

    /** As it is written. */
    String option() {
        return option;
    }
}
