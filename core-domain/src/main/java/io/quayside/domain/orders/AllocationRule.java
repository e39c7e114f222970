package io.quayside.domain.orders;

/** What a merchant wants when stock does not suffice for a whole order. */
public enum AllocationRule {
    /** Take what is there; the rest is back-ordered. */
    PARTIAL,
    /** Take all or leave all for others; each ship group by itself, which is what orders are split for. */
    ALL_OR_NOTHING
}
