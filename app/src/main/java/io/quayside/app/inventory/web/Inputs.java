package io.quayside.app.inventory.web;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Problem;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import org.jspecify.annotations.Nullable;

/** Reads what callers send into the domain's types, or says which field is wrong. */
final class Inputs {
    private Inputs() {}

    static Sku sku(String field, String text) {
        try {
            return new Sku(text);
        } catch (InvalidValue e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /** Absent when none is named. */
    static @Nullable LocationId location(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return new LocationId(text.strip());
        } catch (InvalidValue e) {
            throw Problem.invalid("locationId", String.valueOf(e.getMessage()));
        }
    }

    static LocationId locationOrMain(@Nullable String text) {
        LocationId location = location(text);
        return location == null ? LocationId.MAIN : location;
    }

    static long version(Cursor cursor) {
        try {
            return Long.parseLong(cursor.text(0));
        } catch (NumberFormatException e) {
            throw Problem.invalid("cursor", "is not one that this list gave out: start again without it");
        }
    }

    static Problem noSuchSku() {
        return Problem.notFound("SKU");
    }
}
