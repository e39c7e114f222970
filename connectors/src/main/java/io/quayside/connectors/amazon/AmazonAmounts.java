package io.quayside.connectors.amazon;

import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values that both versions of the API write in the same way. Pure functions. */
final class AmazonAmounts {
    private AmazonAmounts() {}

    /** An amount beside its currency; one in another currency than the order's is left out and flagged. */
    static @Nullable Money of(
            PayloadNode money, String currencyName, String amountName, Currency currency, Findings findings) {
        if (!money.isObject()) {
            return null;
        }
        String code = money.at(currencyName).text();
        if (code != null && !code.strip().equals(currency.getCurrencyCode())) {
            findings.setAside(
                    money.path(),
                    "is in %s, the order in %s, and was left out"
                            .formatted(InvalidValue.excerpt(code), currency.getCurrencyCode()));
            return null;
        }
        return money.at(amountName).money(currency);
    }

    /**
     * The lines of an address as they are told, or made of its parts where none is.
     *
     * @param quarter which comes last, unless a line has it
     */
    static List<@Nullable String> lines(
            List<@Nullable String> told, List<@Nullable String> parts, @Nullable String quarter) {
        boolean missing = told.stream().allMatch(line -> line == null || line.isBlank());
        List<@Nullable String> lines = new ArrayList<>();
        if (missing) {
            lines.add(parts.stream()
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(", ")));
        } else {
            lines.addAll(told);
        }
        if (quarter != null && lines.stream().noneMatch(line -> line != null && line.contains(quarter.strip()))) {
            lines.add(quarter);
        }
        return lines;
    }

    /** Streets stand in any of three lines; the first that is there becomes the first. */
    static @Nullable Address address(
            @Nullable String name,
            @Nullable String company,
            List<@Nullable String> lines,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode,
            @Nullable String country,
            @Nullable String phone) {
        List<String> told = lines.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String code = country == null ? null : country.strip().toUpperCase(Locale.ROOT);
        return Address.ofParts(new Address(
                        name,
                        company,
                        told.isEmpty() ? null : told.get(0),
                        told.size() < 2 ? null : String.join(", ", told.subList(1, told.size())),
                        city,
                        region,
                        postalCode,
                        code,
                        phone))
                .orElse(null);
    }
}
