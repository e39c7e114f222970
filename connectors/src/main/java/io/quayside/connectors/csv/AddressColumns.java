package io.quayside.connectors.csv;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a layout keeps an address. Further street lines join the second. */
record AddressColumns(
        List<String> name,
        String company,
        String line1,
        List<String> moreLines,
        String city,
        String region,
        String postalCode,
        String country,
        String phone) {

    /** Absent when no place is given: a name or a phone alone is no address. A country that is not clear is left out and flagged. */
    @Nullable
    Address read(Row row, OrderDraft draft) {
        String country = row.get(this.country);
        Optional<String> code = country.isEmpty() ? Optional.empty() : Countries.code(country);
        if (!country.isEmpty() && code.isEmpty()) {
            draft.suspicious(
                    "country '%s' is not known: write its two-letter code".formatted(InvalidValue.excerpt(country)));
        }
        String more =
                moreLines.stream().map(row::get).filter(line -> !line.isEmpty()).collect(Collectors.joining(", "));
        Address address = new Address(
                fullName(row),
                row.get(company),
                row.get(line1),
                more,
                row.get(city),
                row.get(region),
                withoutTextMark(row.get(postalCode)),
                code.orElse(null),
                withoutTextMark(row.get(phone)));
        boolean somewhere = Stream.of(
                        address.line1(),
                        address.line2(),
                        address.city(),
                        address.region(),
                        address.postalCode(),
                        country)
                .anyMatch(part -> part != null && !part.isEmpty());
        return somewhere ? address : null;
    }

    String fullName(Row row) {
        return name.stream().map(row::get).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    Stream<String> columns() {
        return Stream.of(
                        name.stream(),
                        Stream.of(company, line1),
                        moreLines.stream(),
                        Stream.of(city, region, postalCode, country, phone))
                .flatMap(columns -> columns);
    }

    /** The apostrophe by which spreadsheets mark digits as text, so that 01234 keeps its zero. */
    private static String withoutTextMark(String text) {
        return text.startsWith("'") ? text.substring(1) : text;
    }
}
