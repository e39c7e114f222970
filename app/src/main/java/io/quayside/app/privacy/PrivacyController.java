package io.quayside.app.privacy;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.privacy.EraseBuyer.Buyer;
import io.quayside.app.privacy.EraseBuyer.ErasureOutcome;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How long buyers' data is kept, and its erasure on demand. */
@RestController
@Tag(name = "Privacy")
class PrivacyController {
    private static final int MOST_DAYS = 3_650;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ORDERS = 1_000;

    private final KeepingRules rules;
    private final EraseBuyer eraseBuyer;

    PrivacyController(KeepingRules rules, EraseBuyer eraseBuyer) {
        this.rules = rules;
        this.eraseBuyer = eraseBuyer;
    }

    /** @param source whose rule it is */
    record PlatformRule(String platform, long keepDays, String source) {}

    /**
     * @param keepDaysAfterShipment the merchant's own rule; absent when only the platforms' count
     * @param rules what is followed for each platform; platforms without one keep the data until it is asked to be erased
     */
    record PrivacyRules(@Nullable Integer keepDaysAfterShipment, List<PlatformRule> rules) {}

    /** @param keepDaysAfterShipment absent or null to go by the platforms' rules alone */
    record PrivacyChange(@Nullable Integer keepDaysAfterShipment) {}

    /**
     * Who is to be erased; an order is theirs when any part fits.
     *
     * @param connectionId needed for the ids of a channel
     */
    record BuyerToErase(
            @Nullable UUID connectionId,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String customerExternalId,
            @Nullable List<String> orderExternalIds,
            @Nullable String reason) {
        /** Without whom it names. */
        @Override
        public String toString() {
            return "BuyerToErase[]";
        }
    }

    @GetMapping("/api/v1/privacy")
    @Operation(operationId = "showPrivacyRules", summary = "How long buyers' data is kept")
    PrivacyRules show(Merchant who) {
        who.require("orders:read");
        return rules(who.tenant());
    }

    @PutMapping("/api/v1/privacy")
    @Operation(
            operationId = "changePrivacyRules",
            summary = "Keep buyers' data for less time than the platforms allow",
            description = "A platform's own rule can't be extended.")
    PrivacyRules change(@RequestBody PrivacyChange change, Merchant who) {
        who.require("orders:write");
        Integer days = change.keepDaysAfterShipment();
        if (days != null && (days < 0 || days > MOST_DAYS)) {
            throw Problem.invalid("keepDaysAfterShipment", "must be from 0 to %d days".formatted(MOST_DAYS));
        }
        rules.wish(who.tenant(), days);
        return rules(who.tenant());
    }

    @PostMapping("/api/v1/privacy/erasures")
    @Operation(
            operationId = "eraseBuyer",
            summary = "Erase a buyer's personal data now",
            description = "Orders that are still to be shipped are erased once they are. What accounting needs stays.")
    ErasureOutcome erase(@RequestBody BuyerToErase request, Merchant who) {
        who.require("orders:write");
        return erase(who.tenant(), request);
    }

    @PostMapping("/api/v1/tenants/{tenantId}/privacy/erasures")
    @Operation(operationId = "eraseBuyerOf", summary = "Erase a buyer of any merchant (operators only)")
    ErasureOutcome eraseOf(@PathVariable UUID tenantId, @RequestBody BuyerToErase request, Merchant who) {
        if (!who.operator()) {
            throw new AccessDeniedException("not an operator");
        }
        return erase(new TenantId(tenantId), request);
    }

    private ErasureOutcome erase(TenantId tenant, BuyerToErase request) {
        List<FieldProblem> problems = new ArrayList<>();
        String email = text("email", request.email(), problems);
        String phone = text("phone", request.phone(), problems);
        String customer = text("customerExternalId", request.customerExternalId(), problems);
        String reason = text("reason", request.reason(), problems);
        List<String> orders = request.orderExternalIds() == null ? List.of() : request.orderExternalIds();
        if (orders.size() > MOST_ORDERS) {
            problems.add(new FieldProblem("orderExternalIds", "has more than %d entries".formatted(MOST_ORDERS)));
        }
        if (email != null && !email.contains("@")) {
            problems.add(new FieldProblem("email", "is not an e-mail address"));
        }
        if (request.connectionId() == null && (customer != null || !orders.isEmpty())) {
            problems.add(new FieldProblem("connectionId", "is required: ids of a channel mean nothing without it"));
        }
        if (Stream.of(email, phone, customer).allMatch(part -> part == null) && orders.isEmpty()) {
            problems.add(new FieldProblem(
                    "email", "or phone, customerExternalId or orderExternalIds is required: whom to erase"));
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        UUID connection = request.connectionId();
        return eraseBuyer.erase(
                tenant,
                new Buyer(connection == null ? null : new ConnectionId(connection), email, phone, customer, orders),
                reason == null ? "The buyer's wish" : reason);
    }

    private static @Nullable String text(String field, @Nullable String entered, List<FieldProblem> problems) {
        if (entered == null || entered.isBlank()) {
            return null;
        }
        if (entered.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem(field, "has more than %d characters".formatted(LONGEST_TEXT)));
        }
        return entered.strip();
    }

    private PrivacyRules rules(TenantId tenant) {
        return new PrivacyRules(
                rules.wishedDays(tenant).orElse(null),
                rules.of(tenant).stream()
                        .map(rule -> new PlatformRule(
                                rule.platform().name(), rule.keep().toDays(), rule.source()))
                        .toList());
    }
}
