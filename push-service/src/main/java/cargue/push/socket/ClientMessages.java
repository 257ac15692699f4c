package cargue.push.socket;

import cargue.contract.Vendedores;
import cargue.push.entrada.Entrada;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Puerta;
import cargue.push.socket.ViewerSession.Client;
import cargue.push.stream.Formato;
import cargue.push.stream.PushStream;
import cargue.push.wire.CodigoError;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands what a client of {@code cargue.v1} says (contract 4); what is not understood is answered, never fatal. */
@Component
final class ClientMessages {

    private final PushStream stream;
    private final Puerta puerta;
    private final JsonMapper json;

    ClientMessages(PushStream stream, Puerta puerta, JsonMapper json) {
        this.stream = stream;
        this.puerta = puerta;
        this.json = json;
    }

    void handle(Client client, String text) {
        JsonNode message = read(text);
        String type = text(message, "type");
        String vendedorId = vendedorId(message);
        String token = text(message, "token");
        if ("auth".equals(type) && token != null) {
            renew(client, token);
        } else if (client.formato() != Formato.V1_MANY || vendedorId == null) {
            refuse(client, CodigoError.MENSAJE_INVALIDO, vendedorId);
        } else if ("subscribe".equals(type)) {
            subscribe(client, vendedorId, message);
        } else if ("unsubscribe".equals(type)) {
            stream.unfollow(client.conexion(), vendedorId);
        } else {
            refuse(client, CodigoError.MENSAJE_INVALIDO, vendedorId);
        }
    }

    void tooMany(Client client) {
        refuse(client, CodigoError.DEMASIADOS_MENSAJES, null);
    }

    private void renew(Client client, String token) {
        if (client.sesion().renew(token)) {
            Identidad identidad = client.sesion().identidad();
            stream.renew(
                    client.conexion(), identidad.rol(), identidad.expira(), id -> identidad.puede(Permiso.VER, id));
        } else {
            refuse(client, CodigoError.NO_PERMITIDO, null);
        }
    }

    private void subscribe(Client client, String vendedorId, JsonNode message) {
        if (!isTextOrAbsent(message, "fecha") || !isTextOrAbsent(message, "dia")) {
            refuse(client, CodigoError.MENSAJE_INVALIDO, vendedorId);
            return;
        }
        if (!isTextOrAbsent(message, "desde")) {
            refuse(client, CodigoError.POSICION_INVALIDA, vendedorId);
            return;
        }
        Identidad sender = client.sesion().identidad();
        Entrada entrada =
                puerta.read(sender, vendedorId, text(message, "fecha"), text(message, "dia"), text(message, "desde"));
        if (entrada instanceof Aceptada aceptada) {
            stream.follow(client.conexion(), aceptada.peticion());
        } else if (entrada instanceof Rechazo rechazo) {
            refuse(client, codigo(rechazo), vendedorId);
        }
    }

    private static CodigoError codigo(Rechazo rechazo) {
        return switch (rechazo.cuerpo().error()) {
            case "NO_PERMITIDO" -> CodigoError.NO_PERMITIDO;
            case "POSICION_INVALIDA" -> CodigoError.POSICION_INVALIDA;
            case "FECHA_FUERA_DE_RANGO" -> CodigoError.FECHA_FUERA_DE_RANGO;
            default -> CodigoError.MENSAJE_INVALIDO;
        };
    }

    private void refuse(Client client, CodigoError codigo, @Nullable String vendedorId) {
        stream.refuse(client.conexion(), codigo, vendedorId);
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            return json.missingNode();
        }
    }

    private static @Nullable String vendedorId(JsonNode message) {
        String id = text(message, "vendedor_id");
        return id != null && Vendedores.isId(id) ? id : null;
    }

    private static boolean isTextOrAbsent(JsonNode message, String field) {
        return message.path(field).isString()
                || message.path(field).isMissingNode()
                || message.path(field).isNull();
    }

    private static @Nullable String text(JsonNode message, String field) {
        JsonNode value = message.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
