package cargue.ingest.http;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that can be shown as a vendedor's id. Whether there is such a vendedor is decided later, with the answer that
 * apps know for it.
 */
@Pattern(regexp = "[^\\p{Cc}\\p{Cs}]{0,100}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface VendedorId {

    /** What would be right. */
    String message() default "debe ser un texto de 100 caracteres o menos, sin caracteres de control";

    /** Unused. */
    Class<?>[] groups() default {};

    /** Unused. */
    Class<? extends Payload>[] payload() default {};
}
