package io.quayside.app.audit;

import io.quayside.app.security.Merchant;
import io.quayside.app.security.MerchantAuthentication;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Every call of the API that changes something leaves an entry, in the words of its own documentation, so that a new
 * endpoint can't be forgotten. Orders that programs bring in have a timeline of their own and would bury the rest.
 */
@Component
class AuditedCalls implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(AuditedCalls.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> ORDER_ENTRY = Set.of("/api/v1/orders", "/api/v1/orders/batch");
    private final AuditTrail trail;

    AuditedCalls(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (READING.contains(request.getMethod())
                || !(handler instanceof HandlerMethod method)
                || !(SecurityContextHolder.getContext().getAuthentication() instanceof MerchantAuthentication caller)) {
            return;
        }
        Merchant who = caller.getPrincipal();
        if (who.userId() == null && ORDER_ENTRY.contains(request.getRequestURI())) {
            return;
        }
        Operation words = method.getMethodAnnotation(Operation.class);
        try {
            trail.record(
                    who.tenant(),
                    who.name(),
                    words == null ? request.getMethod() : words.summary(),
                    request.getMethod() + " " + request.getRequestURI(),
                    response.getStatus(),
                    request.getRemoteAddr());
        } catch (DataAccessException
                | TransactionException away) { // the answer is on its way: too late to take it back
            LOG.error(
                    "an entry of the audit trail was lost: {} {}", request.getMethod(), request.getRequestURI(), away);
        }
    }
}
