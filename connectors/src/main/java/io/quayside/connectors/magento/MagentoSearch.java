package io.quayside.connectors.magento;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A query's {@code searchCriteria}; every condition is in a group of its own, so all of them must hold. */
final class MagentoSearch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private final Map<String, String> query = new LinkedHashMap<>();
    private int conditions;
    private int orders;

    /** @param condition such as {@code eq}, {@code gteq} or {@code in} */
    MagentoSearch where(String field, String condition, String value) {
        String filter = "searchCriteria[filter_groups][%d][filters][0]".formatted(conditions++);
        query.put(filter + "[field]", field);
        query.put(filter + "[value]", value);
        query.put(filter + "[condition_type]", condition);
        return this;
    }

    MagentoSearch ascending(String field) {
        String order = "searchCriteria[sortOrders][%d]".formatted(orders++);
        query.put(order + "[field]", field);
        query.put(order + "[direction]", "ASC");
        return this;
    }

    MagentoSearch page(int number, int size) {
        query.put("searchCriteria[pageSize]", "" + size);
        query.put("searchCriteria[currentPage]", "" + number);
        return this;
    }

    /** Only these fields of each item come back, which spares a big shop much work. */
    MagentoSearch only(String fields) {
        query.put("fields", "items[%s],total_count".formatted(fields));
        return this;
    }

    /** As Magento writes times: whole seconds of UTC without a zone. */
    static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Empty for what is no such time. */
    static Optional<Instant> time(String written) {
        try {
            return Optional.of(LocalDateTime.parse(written, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Map<String, String> query() {
        return query;
    }
}
