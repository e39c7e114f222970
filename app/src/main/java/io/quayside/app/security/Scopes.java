package io.quayside.app.security;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.domain.tenancy.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What API keys and people can be allowed to do. */
final class Scopes {
    private static final Set<String> KNOWN = known();

    private Scopes() {}

    /** @throws Problem when one is not known */
    static Set<String> check(List<String> asked) {
        List<FieldProblem> errors = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!KNOWN.contains(asked.get(i))) {
                errors.add(new FieldProblem("scopes[%d]".formatted(i), "must be one of " + String.join(", ", KNOWN)));
            }
        }
        if (asked.isEmpty()) {
            errors.add(new FieldProblem("scopes", "must name at least one of " + String.join(", ", KNOWN)));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return Set.copyOf(asked);
    }

    /** What a person of the role may do. */
    static Set<String> of(Role role) {
        return switch (role) {
            case MERCHANT, OPERATOR -> Set.of(Merchant.ANY_SCOPE);
            case STAFF ->
                KNOWN.stream()
                        .filter(scope -> !scope.equals(Merchant.ANY_SCOPE) && !scope.equals("integrations:write"))
                        .collect(Collectors.toUnmodifiableSet());
            case VIEWER ->
                KNOWN.stream().filter(scope -> scope.endsWith(":read")).collect(Collectors.toUnmodifiableSet());
        };
    }

    private static Set<String> known() {
        Set<String> scopes = new TreeSet<>();
        scopes.add(Merchant.ANY_SCOPE);
        for (String subject : List.of("orders", "inventory", "products", "integrations", "dead-letters", "reviews")) {
            scopes.add(subject + ":read");
            scopes.add(subject + ":write");
        }
        return scopes;
    }
}
