package io.quayside.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One simulated platform. Thread-safe. */
public interface Platform extends AutoCloseable {
    /** Its part of the path, such as {@code shopify}. */
    String name();

    /** Answers a call to the platform's own API; the path is what follows {@code /<name>}. */
    Reply answer(Call call);

    /** Answers a call to the control surface; the path is what follows {@code /_sandbox/<name>}. */
    Reply control(Call call);

    /** @param base where the platform's paths begin */
    ObjectNode describe(String base);

    /** Places one order when somebody listens; called now and then so that a demo has something to show. */
    void tick();

    /** The path, following {@code /<name>}, of a call that reached us by the platform's own host name. */
    default Optional<String> pathByHost(String host, String path) {
        return Optional.empty();
    }

    @Override
    void close();
}
