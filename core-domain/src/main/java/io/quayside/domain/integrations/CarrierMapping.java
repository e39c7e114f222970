package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InvalidValue;
import java.util.Locale;

/**
 * What a merchant calls a carrier, in the words of one connection's platform (field-lesson 39).
 *
 * @param carrier the merchant's word; matched without regard to case
 * @param code the platform's own code
 * @param name what buyers are shown, where the platform takes a name beside the code
 */
public record CarrierMapping(String carrier, String code, String name) {
    private static final int LONGEST = 100;

    /** @throws InvalidValue when a part is blank or too long; an empty name is the merchant's word */
    public CarrierMapping {
        carrier = checked("carrier", carrier);
        code = checked("code", code);
        name = name.isBlank() ? carrier : checked("name", name);
    }

    private static String checked(String part, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            throw new InvalidValue("a carrier's %s has 1 to %d characters".formatted(part, LONGEST));
        }
        return stripped;
    }

    /** What two mappings of one connection can't share. */
    public static String key(String carrier) {
        return carrier.strip().toLowerCase(Locale.ROOT);
    }
}
