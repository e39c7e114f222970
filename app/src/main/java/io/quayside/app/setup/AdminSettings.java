package io.quayside.app.setup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first log-in, made when nobody has the address yet; later changes have no effect.
 *
 * @param password drawn at random and printed once when empty
 */
@ConfigurationProperties("quayside.admin")
record AdminSettings(@DefaultValue("admin@quayside.local") String email, @DefaultValue("") String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "AdminSettings[" + email + "]";
    }
}
