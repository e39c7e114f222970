package io.quayside.app.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quayside.domain.kernel.InvalidValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says in our own words why a JSON body can't be read: Jackson's name classes and repeat the input. */
final class UnreadableJson {
    private UnreadableJson() {}

    static Problem explain(HttpMessageNotReadableException unreadable) {
        String field = "";
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonMappingException mapping && field.isEmpty()) {
                field = pathOf(mapping);
            }
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof InvalidValue invalid) {
                return Problem.invalid(field, String.valueOf(invalid.getMessage()));
            }
            if (cause instanceof BodyTooLarge tooLarge) {
                return Problems.tooLarge(tooLarge.limit());
            }
            if (cause instanceof StreamConstraintsException) {
                return Problem.invalid(field, "is nested too deep or holds a text or number that is too long");
            }
            if (cause instanceof JsonParseException broken) {
                return malformed(broken);
            }
            if (cause instanceof MismatchedInputException mismatch
                    && field.isEmpty()
                    && mismatch.getPath().isEmpty()) {
                return Problem.invalid("", "the body is not " + wordFor(mismatch.getTargetType()));
            }
            if (cause instanceof MismatchedInputException mismatch && isInnermost(mismatch)) {
                return Problem.invalid(field, "is not a valid " + wordFor(mismatch.getTargetType()));
            }
        }
        if (unreadable.getCause() == null) {
            return Problem.invalid("", "the body is missing: send JSON");
        }
        return Problem.invalid(field, field.isEmpty() ? "the body is not acceptable" : "is not acceptable");
    }

    private static boolean isInnermost(Throwable failure) {
        return failure.getCause() == null || failure.getCause() == failure;
    }

    private static Problem malformed(JsonProcessingException broken) {
        JsonLocation at = broken.getLocation();
        String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "malformed-json",
                "The body is not JSON",
                "the JSON breaks off or is malformed" + where,
                List.of());
    }

    private static String pathOf(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(InvalidValue.excerpt(step.getFieldName()));
            }
        }
        return path.toString();
    }

    static String wordFor(@Nullable Class<?> type) {
        if (type == null) {
            return "value";
        }
        if (type.isEnum()) {
            return "choice: use one of " + List.of(type.getEnumConstants());
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "number";
        }
        if (type == java.util.UUID.class) {
            return "UUID";
        }
        if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
            return "time: write it like 2026-01-02T08:59:11Z";
        }
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return "list";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return "JSON object";
    }
}
