package io.quayside.app.security;

import org.springframework.security.access.AccessDeniedException;

/** The API key is valid but was not given this scope. */
public final class MissingScope extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    public MissingScope(String scope) {
        super("this API key needs the scope '%s': make a key that has it".formatted(scope));
    }
}
