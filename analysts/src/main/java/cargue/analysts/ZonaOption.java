package cargue.analysts;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --zona}, the same in every command: what a day is. */
final class ZonaOption {

    @Option(names = "--zona", paramLabel = "ZONE", description = "business time zone", converter = Zona.class)
    ZoneId zona = ZoneId.of("America/Bogota");

    static final class Zona implements ITypeConverter<ZoneId> {

        @Override
        public ZoneId convert(String value) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw new TypeConversionException("there is no time zone '" + value + "'; one is America/Bogota");
            }
        }
    }
}
