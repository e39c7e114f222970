package io.quayside.app.http;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A refusal as callers see it (RFC 9457). Thrown by controllers; everything in it is written for the caller.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final HttpStatus status;
    private final String type;
    private final String title;
    private final transient List<FieldProblem> errors;

    /** @param type the last part of the stable path {@code /problems/…}, documented in docs/errors.md */
    public Problem(HttpStatus status, String type, String title, String detail, List<FieldProblem> errors) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
        this.errors = List.copyOf(errors);
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    public static Problem invalid(List<FieldProblem> errors) {
        FieldProblem first = errors.get(0);
        String detail = first.field().isEmpty() ? first.message() : first.field() + " " + first.message();
        return new Problem(
                HttpStatus.BAD_REQUEST, "invalid-request", "The request can't be understood as it is", detail, errors);
    }

    /** Also for what belongs to another tenant: that it exists is not the caller's to know. */
    public static Problem notFound(String what) {
        return new Problem(
                HttpStatus.NOT_FOUND, "not-found", "Not found", "there is no such %s".formatted(what), List.of());
    }

    public static Problem conflict(String type, String title, String detail) {
        return new Problem(HttpStatus.CONFLICT, type, title, detail, List.of());
    }

    public HttpStatus status() {
        return status;
    }

    public ProblemDetail toBody() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, String.valueOf(getMessage()));
        body.setType(URI.create("/problems/" + type));
        body.setTitle(title);
        body.setProperty("errors", errors);
        return body;
    }
}
