package cargue.seguridad;

import cargue.contract.Rol;

/** What can be allowed of a vendedor, and to which roles (contract 5). */
public enum Permiso {
    /** To set the seller's check and to send the sugerido. */
    PREPARAR,
    /** To correct a quantity. */
    CORREGIR,
    /** To set the dispatcher's check and the other quantities. */
    DESPACHAR,
    /** To watch, to read, events and replay. */
    VER,
    /** To see what was refused. */
    REVISAR,
    /** To write vendedores, and all that is no business of one vendedor. */
    ADMINISTRAR;

    boolean includes(Rol rol) {
        return switch (this) {
            case PREPARAR -> rol == Rol.VENDEDOR;
            case CORREGIR -> rol != Rol.ANALISTA;
            case DESPACHAR -> rol == Rol.DESPACHADOR || rol == Rol.ADMIN;
            case VER -> true;
            case REVISAR -> rol == Rol.ANALISTA || rol == Rol.ADMIN;
            case ADMINISTRAR -> rol == Rol.ADMIN;
        };
    }
}
