package cargue.seguridad;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Guards a service that imports it; the service has a {@link Clock}. In this order: 421 a foreign name, 403 a foreign
 * page, 401, 429; then the service's own checks, of which 403 is the last before the call itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SeguridadSettings.class, Direcciones.class})
@Import({SesionController.class, ConfigController.class})
public class SeguridadConfig {

    /** What limits a request's body, and whatever else reads it, comes after this. */
    public static final int LAST_FILTER = -50;

    /** An authority that no token gives; without a token an address is 401, as every other is. */
    private static final String NADIE = "nadie";

    private static final int ORIGEN = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    JwtDecoder jwtDecoder(SeguridadSettings settings, Clock clock) {
        return Claves.decoder(settings, clock);
    }

    /** Spring Security would time each of its filters for each request; nobody asks for that. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Muestreo muestreo(
            @Value("${management.tracing.sampling.probability:0}") double probability,
            ObjectProvider<MeterRegistry> registry) {
        return new Muestreo(probability, registry);
    }

    @Bean
    Tokens tokens(JwtDecoder decoder) {
        return new Tokens(decoder);
    }

    @Bean
    TokenResolver tokenResolver() {
        return new TokenResolver();
    }

    @Bean
    FilterRegistrationBean<ClienteFilter> clienteFilter(
            SeguridadSettings settings, Direcciones direcciones, MeterRegistry registry) {
        Problema.tell(registry);
        Muestreo.tell(registry);
        return ordered(new ClienteFilter(settings, direcciones, registry), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    FilterRegistrationBean<OrigenFilter> origenFilter(
            SeguridadSettings settings, TokenResolver tokens, MeterRegistry registry) {
        return ordered(new OrigenFilter(settings, tokens, registry), ORIGEN);
    }

    @Bean
    FilterRegistrationBean<LimitesFilter> limitesFilter(SeguridadSettings settings, MeterRegistry registry) {
        return ordered(new LimitesFilter(settings.limites(), registry), LAST_FILTER);
    }

    @Bean
    FilterRegistrationBean<ConsultaFilter> consultaFilter(MeterRegistry registry) {
        return ordered(new ConsultaFilter(registry), LAST_FILTER - 10);
    }

    private static <T extends Filter> FilterRegistrationBean<T> ordered(T filter, int order) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            SeguridadSettings settings,
            Direcciones direcciones,
            JwtDecoder decoder,
            TokenResolver tokens,
            MeterRegistry registry)
            throws Exception {
        AuthenticationEntryPoint unknown =
                (request, response, failure) -> (failure instanceof AuthenticationServiceException
                                ? Problema.EMISOR_AUSENTE
                                : Problema.NO_AUTENTICADO)
                        .write(response, registry);
        return http.csrf(AbstractHttpConfigurer::disable) // a cookie counts with an accepted Origin only
                .cors(AbstractHttpConfigurer::disable) // OrigenFilter
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(Politica.of(settings, direcciones)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"))
                        .httpStrictTransportSecurity(Customizer.withDefaults()))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(Rutas::isOpen, Rutas::isLogout)
                                .permitAll()
                                .requestMatchers("/error/**") // the services' own way to their answers
                                .hasAuthority(NADIE)
                                .requestMatchers("/actuator/**", "/api/admin/**")
                                .hasRole("ADMIN")
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(tokens)
                        .authenticationEntryPoint(unknown)
                        .withObjectPostProcessor(answering(unknown))
                        .jwt(jwt -> jwt.decoder(decoder)
                                .jwtAuthenticationConverter(token -> new IdentidadAuthentication(Identidad.of(token)))))
                .addFilterAfter(new RedFilter(settings, registry), BearerTokenAuthenticationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(unknown)
                        .accessDeniedHandler(
                                (request, response, failure) -> Problema.ROL_NO_PERMITIDO.write(response, registry)))
                .build();
    }

    /** By itself Spring lets an issuer that is away look like a fault of ours (500). */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(AuthenticationEntryPoint unknown) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(unknown);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    /** Odd addresses and headers are refused in our own words; a method that nobody knows is no other address. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(METHODS);
        return firewall;
    }

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    @Bean
    RequestRejectedHandler requestRejectedHandler(MeterRegistry registry) {
        return (request, response, rejection) -> (METHODS.contains(request.getMethod())
                        ? Problema.PETICION_RECHAZADA
                        : Problema.METODO_NO_PERMITIDO)
                .write(response, registry);
    }
}
