package io.quayside.connectors.spi;

/** What a connector may be able to do. */
public enum Capability {
    RECEIVE_WEBHOOKS("receive webhooks"),
    FETCH_ORDERS("have its orders fetched"),
    PUSH_STOCK("take stock levels"),
    PUSH_FULFILLMENT("take fulfillments"),
    CANCEL_ORDERS("cancel orders"),
    REFUND_ORDERS("refund orders"),
    CONNECT_BY_CONSENT("be connected by consent");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** As in “X can't receive webhooks”. */
    public String inWords() {
        return words;
    }
}
