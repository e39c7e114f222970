package io.quayside.connectors.spi;

import java.util.List;

/**
 * The carriers that a platform knows by codes of its own.
 *
 * @param known in the order in which people should see them
 * @param othersToo whether the platform takes what is not in the list as well, such as a free text
 */
public record CarrierCodes(List<Known> known, boolean othersToo) {
    /** For platforms without a list. */
    public static final CarrierCodes ANY = new CarrierCodes(List.of(), true);

    public CarrierCodes {
        known = List.copyOf(known);
    }

    /**
     * @param code as the platform's interface takes it
     * @param name as people know it
     */
    public record Known(String code, String name) {
        /** A platform that calls carriers by their names. */
        public static Known byName(String name) {
            return new Known(name, name);
        }
    }

    public boolean takes(String code) {
        return othersToo || known.stream().anyMatch(one -> one.code().equals(code));
    }
}
