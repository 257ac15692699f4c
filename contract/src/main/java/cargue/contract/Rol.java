package cargue.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The role in which an actor acts. */
public enum Rol {
    /** Seller. */
    @JsonProperty("vendedor")
    VENDEDOR,
    /** Dispatcher. */
    @JsonProperty("despachador")
    DESPACHADOR,
    /** Reads only. */
    @JsonProperty("analista")
    ANALISTA,
    /** Administrator. */
    @JsonProperty("admin")
    ADMIN
}
