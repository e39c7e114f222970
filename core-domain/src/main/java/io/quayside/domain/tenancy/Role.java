package io.quayside.domain.tenancy;

/** What a person may do. */
public enum Role {
    /** Everything within their own tenant. */
    MERCHANT,
    /** Runs the installation: makes tenants, sees the console; also a merchant in their own tenant. */
    OPERATOR
}
