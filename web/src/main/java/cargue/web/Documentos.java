package cargue.web;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The documents that tell programs how to use the service that has this as a bean: {@code /openapi.json} and the like,
 * from {@code cargue/} in its class path. Open to all; asked for anew each time, and answered with 304 when unchanged.
 */
public final class Documentos implements WebMvcConfigurer {

    private final List<String> names;

    /** Those of these names. */
    public Documentos(String... names) {
        this.names = List.of(names);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (String name : names) {
            registry.addResourceHandler("/" + name)
                    .addResourceLocations("classpath:/cargue/")
                    .setCacheControl(CacheControl.noCache());
        }
    }
}
