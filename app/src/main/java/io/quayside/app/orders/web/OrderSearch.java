package io.quayside.app.orders.web;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderQuery;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.OrderStatus;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of the order list, as they came.
 *
 * @param status one or several, separated by commas
 * @param flag one or several; an order has at least one of them
 * @param from a time (RFC 3339) or a day in UTC; orders placed then or later
 * @param to a time, not included, or a day, included
 */
public record OrderSearch(
        @ArraySchema(schema = @Schema(implementation = OrderStatus.class)) @Nullable List<String> status,
        @ArraySchema(schema = @Schema(implementation = Flag.Code.class)) @Nullable List<String> flag,
        @Nullable String channel,
        @Nullable String connectionId,
        @Nullable String q,
        @Nullable String from,
        @Nullable String to) {
    private static final int LONGEST_TEXT = 200;

    /** @throws Problem that names every parameter that can't be read */
    public OrderQuery toQuery() {
        List<FieldProblem> problems = new ArrayList<>();
        OrderQuery query = new OrderQuery(
                oneOf("status", OrderStatus.class, status, problems),
                oneOf("flag", Flag.Code.class, flag, problems),
                parse("channel", channel, Platform::new, problems),
                parse("connectionId", connectionId, ConnectionId::of, problems),
                text(problems),
                parse("from", from, text -> time(text, 0), problems),
                parse("to", to, text -> time(text, 1), problems));
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return query;
    }

    private static <E extends Enum<E>> Set<E> oneOf(
            String field, Class<E> type, @Nullable List<String> names, List<FieldProblem> problems) {
        EnumSet<E> found = EnumSet.noneOf(type);
        for (String name : names == null ? List.<String>of() : names) {
            if (!name.isBlank()) {
                Arrays.stream(type.getEnumConstants())
                        .filter(candidate -> candidate.name().equalsIgnoreCase(name.strip()))
                        .findFirst()
                        .ifPresentOrElse(
                                found::add,
                                () -> problems.add(new FieldProblem(
                                        field,
                                        "'%s' is none of %s"
                                                .formatted(
                                                        InvalidValue.excerpt(name),
                                                        Arrays.toString(type.getEnumConstants())))));
            }
        }
        return found;
    }

    private @Nullable String text(List<FieldProblem> problems) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem("q", "has more than %d characters".formatted(LONGEST_TEXT)));
        }
        return q.strip();
    }

    private static <T> @Nullable T parse(
            String field, @Nullable String text, Function<String, T> parser, List<FieldProblem> problems) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return parser.apply(text.strip());
        } catch (InvalidValue e) {
            problems.add(new FieldProblem(field, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static Instant time(String text, int daysAfterADate) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(daysAfterADate)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValue("'%s' is neither a time like 2026-01-31T12:00:00Z nor a day like 2026-01-31"
                    .formatted(InvalidValue.excerpt(text)));
        }
    }
}
