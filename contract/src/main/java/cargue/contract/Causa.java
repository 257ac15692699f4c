package cargue.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a row changed. */
public enum Causa {
    /** The seller's check was set or cleared. */
    @JsonProperty("check_v")
    CHECK_V,
    /** The dispatcher's check was set or cleared (clearing it clears v too). */
    @JsonProperty("check_d")
    CHECK_D,
    /** The seller sent the sheet's quantities. */
    @JsonProperty("sugerido")
    SUGERIDO,
    /** A quantity was corrected, or a row added. */
    @JsonProperty("correccion")
    CORRECCION,
    /** A new epoca began: the row as it was then. */
    @JsonProperty("restauracion")
    RESTAURACION
}
