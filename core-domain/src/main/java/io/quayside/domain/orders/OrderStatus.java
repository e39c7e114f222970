package io.quayside.domain.orders;

/** Where an order stands. Derived from cancellation, shipments, holds and allocation, in this order of precedence. */
public enum OrderStatus {
    RECEIVED,
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
