package io.quayside.domain.tenancy;

import io.quayside.domain.kernel.InvalidValue;
import java.util.Locale;

/** What a person signs in with; surrounding white space removed, lower case, unique over the installation. */
public record EmailAddress(String value) {
    /** @throws InvalidValue unless there is something on both sides of one {@code @}, without white space */
    public EmailAddress {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.length() > 254 || !value.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+")) {
            throw new InvalidValue("'%s' is not an e-mail address".formatted(InvalidValue.excerpt(value)));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
