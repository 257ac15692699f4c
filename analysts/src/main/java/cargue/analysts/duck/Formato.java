package cargue.analysts.duck;

import java.nio.file.Path;
import java.util.Locale;

/** How events lie in a file. */
public enum Formato {
    /** Lines of JSON, each exactly the record's value. */
    NDJSON,
    /** Parquet with a column for each field. */
    PARQUET,
    /** CSV with a header line and a column for each field; an absent one is empty. */
    CSV;

    /** What the ending of the file's name says; lines of JSON when it says nothing. */
    public static Formato of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        return name.endsWith(".csv") ? CSV : NDJSON;
    }

    /** Its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
