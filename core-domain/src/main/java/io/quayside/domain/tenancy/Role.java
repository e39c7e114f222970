package io.quayside.domain.tenancy;

/** What a person may do. */
public enum Role {
    /** Everything within their own tenant, people and connections included. */
    MERCHANT,
    /** The day's work: orders, stock, problems; sees connections and changes none. */
    STAFF,
    /** Looks at everything and changes nothing. */
    VIEWER,
    /** Runs the installation: makes tenants, sees the console; also a merchant in their own tenant. */
    OPERATOR;

    /** Whether people of this role decide who else may sign in. */
    public boolean leads() {
        return this == MERCHANT || this == OPERATOR;
    }
}
