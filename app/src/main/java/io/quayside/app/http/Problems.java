package io.quayside.app.http;

import io.quayside.app.security.MissingScope;
import io.quayside.connectors.spi.ConnectorException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;

/** The refusals that more than one part of the web layer gives. */
public final class Problems {
    private Problems() {}

    public static Problem unauthenticated() {
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "Sign in first",
                "send 'Authorization: Bearer' with an access token from /api/v1/auth/login or with an API key",
                List.of());
    }

    public static HttpHeaders challenge() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return headers;
    }

    public static Problem forbidden(AccessDeniedException denied) {
        String detail = denied instanceof MissingScope missing
                ? String.valueOf(missing.getMessage())
                : "this is for operators of the installation";
        return new Problem(HttpStatus.FORBIDDEN, "forbidden", "Not allowed", detail, List.of());
    }

    public static Problem unknownPage() {
        return Problem.notFound("page: /docs has what there is");
    }

    public static Problem later() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "busy",
                "Too busy to take this now",
                "nothing was done: send it again after the time in Retry-After",
                List.of());
    }

    public static Problem tooManyRequests() {
        return new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too many requests",
                "wait for the time in Retry-After, then go on",
                List.of());
    }

    public static Problem tooLarge(String limit) {
        return new Problem(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "payload-too-large",
                "The body is too large",
                "at most %s are taken: send it in parts".formatted(limit),
                List.of());
    }

    public static HttpHeaders retryAfter(long seconds) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return headers;
    }

    /** What a platform's refusal means to our own caller; the text was written for the merchant. */
    public static Problem of(ConnectorException failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectorException.Unsupported) {
            return Problem.conflict("not-supported", "This platform can't do that", detail);
        }
        if (failure instanceof ConnectorException.MerchantMustAct || failure instanceof ConnectorException.Refused) {
            return new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY, "platform-refused", "The platform refused", detail, List.of());
        }
        return new Problem(
                HttpStatus.BAD_GATEWAY, "platform-unavailable", "The platform did not answer", detail, List.of());
    }

    static HttpHeaders headersOf(ConnectorException failure) {
        if (failure instanceof ConnectorException.Throttled throttled) {
            Duration wait = throttled.waitFor();
            return retryAfter(Math.max(1, wait.toSeconds()));
        }
        return new HttpHeaders();
    }

    static Problem forStatus(HttpStatusCode code, String detail) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        return switch (status) {
            case NOT_FOUND -> unknownPage();
            case METHOD_NOT_ALLOWED ->
                new Problem(status, "method-not-allowed", "This address does not take that method", detail, List.of());
            case UNSUPPORTED_MEDIA_TYPE ->
                new Problem(status, "unsupported-media-type", "The body has the wrong type", detail, List.of());
            case NOT_ACCEPTABLE ->
                new Problem(status, "not-acceptable", "The answer can't be given in that type", detail, List.of());
            case PAYLOAD_TOO_LARGE -> tooLarge("the documented size");
            case UNAUTHORIZED -> unauthenticated();
            case BAD_REQUEST -> Problem.invalid("", detail);
            default -> new Problem(status, "request-refused", status.getReasonPhrase(), detail, List.of());
        };
    }
}
