package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GraphQL costs points, and every answer tells what is left of them; REST is a leaky bucket of calls, told by a header.
 * How large both are depends on the shop's plan, so the smallest is assumed until an answer tells.
 */
final class ShopifyLimits implements RateLimits {
    private static final Bucket GRAPHQL = new Bucket("graphql", 1_000, 50);
    private static final Bucket REST = new Bucket("rest", 40, 2);
    /** A full bucket of REST empties within so many seconds, whatever its size. */
    private static final double SECONDS_TO_EMPTY = 20;

    /** The costs stand at one end of the answer, beside the data. */
    private static final int EDGE = 2_000;

    private static final Pattern CALLS = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    @Override
    public Bucket bucketOf(Request request) {
        return isGraphQl(request) ? GRAPHQL : REST;
    }

    private static boolean isGraphQl(Request request) {
        return request.uri().getPath().endsWith("/graphql.json");
    }

    @Override
    public Optional<News> heard(Request request, Answer answer) {
        return isGraphQl(request) ? points(answer) : calls(answer);
    }

    private static Optional<News> calls(Answer answer) {
        return answer.header("x-shopify-shop-api-call-limit")
                .map(CALLS::matcher)
                .filter(Matcher::matches)
                .map(told -> {
                    double size = Double.parseDouble(told.group(2));
                    return News.of(
                            Math.max(0, size - Double.parseDouble(told.group(1))), size, size / SECONDS_TO_EMPTY);
                });
    }

    private static Optional<News> points(Answer answer) {
        byte[] body = answer.body();
        int edge = Math.min(EDGE, body.length);
        Optional<News> atEnd = points(new String(body, body.length - edge, edge, StandardCharsets.UTF_8));
        return atEnd.isPresent() ? atEnd : points(new String(body, 0, edge, StandardCharsets.UTF_8));
    }

    private static Optional<News> points(String text) {
        int status = text.lastIndexOf("\"throttleStatus\"");
        if (status < 0) {
            return Optional.empty();
        }
        String told = text.substring(status);
        OptionalDouble left = number(told, "currentlyAvailable");
        OptionalDouble size = number(told, "maximumAvailable");
        OptionalDouble rate = number(told, "restoreRate");
        return left.isPresent() && size.isPresent() && rate.isPresent() && rate.getAsDouble() > 0
                ? Optional.of(News.of(left.getAsDouble(), size.getAsDouble(), rate.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble number(String text, String name) {
        Matcher found = Pattern.compile("\"%s\"\\s*:\\s*(\\d{1,9}(?:\\.\\d{1,6})?)".formatted(name))
                .matcher(text);
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group(1))) : OptionalDouble.empty();
    }
}
