package io.quayside.domain.orders;

/**
 * Where an order stands. Derived from a person's cancellation, the connection's filter, the channel's cancellation,
 * shipments, holds and allocation, in this order of precedence.
 */
public enum OrderStatus {
    RECEIVED,
    /** The connection's filter does not take it in: visible, without stock, never shipped from here. */
    IGNORED,
    ON_HOLD,
    ALLOCATED,
    PARTIALLY_ALLOCATED,
    BACKORDERED,
    IN_FULFILLMENT,
    PARTIALLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    CLOSED
}
