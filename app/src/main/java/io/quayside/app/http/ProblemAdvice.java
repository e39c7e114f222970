package io.quayside.app.http;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.StaleOrder;
import io.quayside.routes.receive.Ingress.IngressUnavailable;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Makes a problem (RFC 9457) of everything that a controller throws. Only texts that were written for callers are
 * shown: of unknown exceptions nothing but a number under which the log has the rest.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> problem(Problem problem) {
        return answer(problem, new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalidValue(InvalidValue invalid) {
        return answer(Problem.invalid("", String.valueOf(invalid.getMessage())), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> stale(StaleOrder stale) {
        return answer(
                new Problem(
                        HttpStatus.CONFLICT,
                        "stale-version",
                        "Someone changed this since you read it",
                        "read it again, then repeat your change",
                        List.of(new FieldProblem("version", "is now %d".formatted(stale.current())))),
                new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> changedMeanwhile(OptimisticLockingFailureException stale) {
        return answer(
                Problem.conflict(
                        "stale-version",
                        "Someone changed this at the same moment",
                        "read it again, then repeat your change"),
                new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> constraints(ConstraintViolationException invalid) {
        List<FieldProblem> errors = invalid.getConstraintViolations().stream()
                .map(violation -> new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage()))
                .toList();
        return answer(Problem.invalid(errors), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> platform(ConnectorException failure) {
        return answer(Problems.of(failure), Problems.headersOf(failure));
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException denied) {
        return answer(Problems.forbidden(denied), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> unauthenticated(AuthenticationException unknown) {
        return answer(Problems.unauthenticated(), Problems.challenge());
    }

    @ExceptionHandler({
        IngressUnavailable.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<Object> later(RuntimeException busy) {
        LOG.warn("refused a request for now: {}", busy.toString());
        return answer(Problems.later(), Problems.retryAfter(5));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooOften(TooManyRequests tooMany) {
        return answer(Problems.tooManyRequests(), Problems.retryAfter(tooMany.seconds()));
    }

    @ExceptionHandler
    ResponseEntity<Object> bug(Exception bug) {
        return answer(broken(bug), new HttpHeaders());
    }

    static Problem broken(Throwable bug) {
        UUID number = UUID.randomUUID();
        LOG.error("request failed, incident {}", number, bug);
        return new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something broke on our side",
                "nothing is known about it but what the server's log says under incident %s".formatted(number),
                List.of());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(UnreadableJson.explain(unreadable), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = new ArrayList<>();
        for (var error : invalid.getBindingResult().getAllErrors()) {
            errors.add(new FieldProblem(
                    error instanceof FieldError field ? field.getField() : "", messageOf(error.getDefaultMessage())));
        }
        return answer(Problem.invalid(errors), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = new ArrayList<>();
        for (var result : invalid.getParameterValidationResults()) {
            String name = String.valueOf(result.getMethodParameter().getParameterName());
            for (var error : result.getResolvableErrors()) {
                String field = error instanceof FieldError inside ? inside.getField() : name;
                errors.add(new FieldProblem(field, messageOf(error.getDefaultMessage())));
            }
        }
        return answer(
                errors.isEmpty() ? Problem.invalid("", "a parameter is not acceptable") : Problem.invalid(errors),
                headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = mismatch; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return answer(Problem.invalid(nameOf(mismatch), String.valueOf(invalid.getMessage())), headers);
            }
        }
        Class<?> wanted = mismatch.getRequiredType();
        return answer(Problem.invalid(nameOf(mismatch), "is not a valid " + UnreadableJson.wordFor(wanted)), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Problem.invalid(missing.getParameterName(), "is required"), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Problem.invalid(missing.getRequestPartName(), "is required, as a multipart field"), headers);
    }

    @Override
    protected ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.invalid("", messageOf(missing.getBody().getDetail())), headers);
    }

    /** The rest of Spring's own refusals: method, media type, unknown path, size. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return answer(broken(failure), headers);
        }
        String detail = failure instanceof ErrorResponse known
                ? String.valueOf(known.getBody().getDetail())
                : "the request can't be answered as it is";
        return answer(Problems.forStatus(status, detail), headers);
    }

    private static String nameOf(TypeMismatchException mismatch) {
        return mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : messageOf(mismatch.getPropertyName());
    }

    private static String messageOf(@Nullable String message) {
        return message == null ? "is not acceptable" : message;
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        HttpHeaders own = new HttpHeaders();
        own.putAll(headers);
        own.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem.toBody(), own, problem.status());
    }
}
