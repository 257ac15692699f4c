package cargue.seguridad;

import java.util.Collection;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** Spring Security's form of an {@link Identidad}. It keeps no token, so that none can be printed. */
final class IdentidadAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Identidad identidad;

    IdentidadAuthentication(Identidad identidad) {
        super(authorities(identidad));
        this.identidad = identidad;
        setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(Identidad identidad) {
        return AuthorityUtils.createAuthorityList("ROLE_" + identidad.rol());
    }

    @Override
    public Object getPrincipal() {
        return identidad;
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
