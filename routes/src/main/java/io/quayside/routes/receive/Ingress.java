package io.quayside.routes.receive;

/** Where the edge hands deliveries to the pipeline. */
@FunctionalInterface
public interface Ingress {
    /**
     * Returns once the delivery is durably queued.
     *
     * @throws IngressUnavailable when the broker does not take it in time; the sender should come back later
     */
    void accept(ReceivedDelivery delivery);

    /** The delivery was not queued; nothing of it remains. */
    final class IngressUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public IngressUnavailable(Throwable cause) {
            super("the queue does not take deliveries now", cause);
        }
    }
}
