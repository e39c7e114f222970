package io.quayside.domain.orders;

/** Who ships a line: the merchant from this stock, or the channel from its own (FBA and the like, never allocated). */
public enum FulfilledBy {
    MERCHANT,
    CHANNEL
}
