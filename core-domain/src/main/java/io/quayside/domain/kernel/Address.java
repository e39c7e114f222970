package io.quayside.domain.kernel;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A postal address as the channel gave it; every part may be absent (masked marketplaces, digital orders). Blank parts
 * become absent. {@code countryCode} is ISO 3166-1 alpha-2 in capitals when known.
 */
public record Address(
        @Nullable String name,
        @Nullable String company,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String countryCode,
        @Nullable String phone) {
    public Address {
        name = clean(name);
        company = clean(company);
        line1 = clean(line1);
        line2 = clean(line2);
        city = clean(city);
        region = clean(region);
        postalCode = clean(postalCode);
        countryCode = clean(countryCode);
        phone = clean(phone);
    }

    private static @Nullable String clean(@Nullable String part) {
        if (part == null || part.isBlank()) {
            return null;
        }
        String stripped = part.strip();
        return stripped.length() > 500 ? stripped.substring(0, 500) : stripped;
    }

    /** Absent when every part is blank, so that an object of empty strings is not mistaken for an address. */
    public static Optional<Address> ofParts(Address candidate) {
        boolean blank = Stream.of(
                        candidate.name,
                        candidate.company,
                        candidate.line1,
                        candidate.line2,
                        candidate.city,
                        candidate.region,
                        candidate.postalCode,
                        candidate.countryCode,
                        candidate.phone)
                .allMatch(part -> part == null);
        return blank ? Optional.empty() : Optional.of(candidate);
    }

    /** Whether a parcel could be labeled with it: a street line, a city and a country. */
    public boolean isDeliverable() {
        return line1 != null && city != null && countryCode != null;
    }
}
