package cargue.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * One of the built pages, at {@code /name/} of the service that has this as a bean; {@code /} leads to the first. Files
 * whose names change with what is in them are kept by browsers for a year, all others are asked for anew each time. Sends
 * the compressed file where there is one and the browser takes it.
 */
public final class Pagina implements WebMvcConfigurer {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final String path;
    private final String files;
    private final boolean first;

    /** The page of that name, as its folder in {@code pages} is called. */
    public Pagina(String name) {
        this(name, true);
    }

    private Pagina(String name, boolean first) {
        this.path = "/" + name;
        this.files = "classpath:/paginas" + path + "/";
        this.first = first;
    }

    /** One more page of a service that has a first one. */
    public static Pagina another(String name) {
        return new Pagina(name, false);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        if (first) {
            registry.addRedirectViewController("/", path + "/");
        }
        registry.addRedirectViewController(path, path + "/");
        registry.addViewController(path + "/").setViewName("forward:" + path + "/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "/assets/", FOR_EVER);
        serve(registry, "/", CacheControl.noCache());
    }

    private void serve(ResourceHandlerRegistry registry, String below, CacheControl caching) {
        registry.addResourceHandler(path + below + "**")
                .addResourceLocations(files + below.substring(1))
                .setCacheControl(caching)
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new PathResourceResolver());
    }
}
