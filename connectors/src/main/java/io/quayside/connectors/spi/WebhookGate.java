package io.quayside.connectors.spi;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides whether a call from outside truly comes from the platform. Compares signatures in constant time. */
public interface WebhookGate {
    /** Whether bodies of this media type, in lower case without parameters, come from the platform; JSON by default. */
    default boolean takes(String contentType) {
        return contentType.equals("application/json")
                || (contentType.startsWith("application/") && contentType.endsWith("+json"));
    }

    /** Verifies over the raw bytes. Never throws for bad input: a forged or malformed call is {@link Verdict.Refused}. */
    Verdict verify(Request request, ConnectionAccess connection);

    /**
     * Whom a call concerns that came to the one address of a whole app instead of a connection's own: the platform's name
     * of the account, as {@link Connector#account} tells it. Not verified. Empty where the call names nobody.
     */
    default Optional<String> account(Request request) {
        return Optional.empty();
    }

    /**
     * Answers a platform that asks, by GET, whether the address is ours before it sends anything there.
     *
     * @param webhookUrl the address as it was registered
     * @return the JSON to answer with; empty when the question is not understood, which is refused
     */
    default Optional<String> challenge(Map<String, String> query, URI webhookUrl, ConnectionAccess connection) {
        return Optional.empty();
    }

    /**
     * Header names ignore case; a repeated header keeps its first value.
     *
     * @param keys the platform's public keys by id, as its {@link WebhookKeys} fetched them; empty at the first look
     */
    record Request(Map<String, String> headers, byte[] body, Instant receivedAt, Map<String, String> keys) {
        public Request(Map<String, String> headers, byte[] body, Instant receivedAt) {
            this(headers, body, receivedAt, Map.of());
        }

        public Request {
            keys = Map.copyOf(keys);
            Map<String, String> byName = new TreeMap<>();
            headers.forEach((name, value) -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            headers = byName;
        }

        /** The same call, looked at again with a key at hand. */
        public Request with(String keyId, String key) {
            return new Request(headers, body, receivedAt, Map.of(keyId, key));
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    sealed interface Verdict {
        /**
         * @param deliveryId the platform's id of the delivery, the same on its retries; a hash of the body where it has
         *     none. At most 200 characters
         * @param orderKey a hint which order it is about, or empty; only used to keep an order's messages together
         */
        record Accepted(String deliveryId, String topic, String orderKey) implements Verdict {}

        /**
         * Understood and of no use, such as a ping; answered with success, never queued. Needs no signature, so it must
         * have no effect.
         */
        record Ignored(String reason) implements Verdict {}

        /**
         * Signed with a public key that is not among the request's. It is fetched off the hot path; until it is here the
         * caller is told to come again, so that nothing is lost.
         *
         * @param keyId as the call names it, not verified; at most 100 letters, digits, dots, dashes and underscores
         */
        record Undecided(String keyId) implements Verdict {
            public Undecided {
                if (!keyId.matches("[A-Za-z0-9._-]{1,100}")) {
                    throw new IllegalArgumentException("not fit for a key's id");
                }
            }
        }

        /** @param reason for our log; the caller learns only that the signature is wrong */
        record Refused(String reason) implements Verdict {}
    }
}
