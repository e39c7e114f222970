package io.quayside.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/**
 * What every connector promises; each platform extends it. A connector declares capabilities by the parts it hands out:
 * here each declared one is proven, and each other one is refused by a message that a merchant understands.
 */
public abstract class ConnectorContract {
    private static final String SECRET = "s3cr3t-that-must-not-show";
    protected static final Instant RECEIVED_AT = Instant.parse("2026-11-24T04:00:00Z");

    protected abstract Connector connector();

    /** The topic under which {@link #goodBody} arrives, empty where the platform has none. */
    protected abstract String goodTopic();

    /** A payload of which at least one order can be made. */
    protected abstract byte[] goodBody();

    /** Settings with which {@link #goodBody} can be read. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** All that is left of the order, in one parcel by UPS. */
    protected static Shipment parcel(String order, String trackingNumber) {
        return new Shipment(
                order,
                List.of(),
                "UPS",
                Optional.empty(),
                List.of(trackingNumber),
                Optional.empty(),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
    }

    /** For each capability that the connector declares, a check that it really does it. */
    protected abstract Map<Capability, ThrowingCallable> proofs();

    /** A connection whose secret credentials all hold a text that must never show anywhere. */
    protected final ConnectionAccess connection() {
        Map<String, String> credentials = new LinkedHashMap<>();
        for (Field field : connector().credentials()) {
            credentials.put(field.name(), field.secret() ? SECRET : "shop.example");
        }
        return new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-00000000c0de"), credentials, settings());
    }

    private Payload payload(byte[] body) {
        return new Payload(goodTopic(), body, RECEIVED_AT, connection());
    }

    @TestFactory
    Stream<DynamicTest> doesWhatItDeclaresAndRefusesTheRest() {
        assertThat(proofs().keySet())
                .as("declared = proven")
                .isEqualTo(connector().capabilities());
        return Stream.of(Capability.values())
                .map(capability -> dynamicTest(capability.name(), () -> {
                    ThrowingCallable proof = proofs().get(capability);
                    if (proof != null) {
                        assertThatCode(proof).doesNotThrowAnyException();
                    } else {
                        assertThat(connector().cannot(capability))
                                .isInstanceOf(ConnectorException.Unsupported.class)
                                .hasMessageContaining(connector().displayName())
                                .hasMessageContaining(capability.inWords());
                    }
                }));
    }

    @Test
    void tellsWhatItIsAndWhatItNeedsInWordsForPeople() {
        List<Field> fields = new ArrayList<>(connector().credentials());
        fields.addAll(connector().settings());
        assertThat(connector().displayName()).isNotBlank();
        assertThat(fields).extracting(Field::name).doesNotHaveDuplicates();
        connector().consentFlow().ifPresent(flow -> fields.addAll(flow.asks()));
        assertThat(fields).allSatisfy(field -> {
            assertThat(field.name()).matches("[a-z][A-Za-z0-9]{1,39}");
            assertThat(field.label()).isNotBlank();
            assertThat(field.help()).isNotBlank();
            if (!field.choices().isEmpty() && !field.defaultValue().isEmpty()) {
                assertThat(field.choices()).contains(field.defaultValue());
            }
            if (field.name().matches("(?i).*(secret|token|password).*")) {
                assertThat(field.secret()).as(field.name()).isTrue();
            }
        });
    }

    @Test
    void theSamePayloadAlwaysBecomesTheSameOrders() {
        List<CanonicalOrder> first =
                connector().translator().translate(payload(goodBody())).orders();
        List<CanonicalOrder> second =
                connector().translator().translate(payload(goodBody())).orders();

        assertThat(first).isNotEmpty().isEqualTo(second);
    }

    @Test
    void totalsAddUpOrTheOrderSaysThatTheyDoNot() {
        assertThat(connector().translator().translate(payload(goodBody())).orders())
                .allSatisfy(order -> {
                    boolean flagged = order.flags().stream().anyMatch(flag -> flag.code() == Flag.Code.TOTAL_MISMATCH);
                    if (!flagged) {
                        assertThat(order.totals().expected(order.taxesIncluded()))
                                .isEqualTo(order.totals().grandTotal());
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> callsWhatItCannotReadUnreadableInPlainWords() {
        return hostileBodies().entrySet().stream()
                .map(hostile -> dynamicTest(hostile.getKey(), () -> {
                    Throwable thrown =
                            catchThrowable(() -> connector().translator().translate(payload(hostile.getValue())));

                    assertThat(thrown).isInstanceOf(Unreadable.class);
                    assertThat(thrown.getMessage())
                            .isNotBlank()
                            .doesNotContain("Exception", "com.fasterxml", "java.", "(byte[])")
                            .hasSizeLessThan(600);
                }));
    }

    /** Bodies that no platform's order can be made of, by what is wrong with them. */
    protected Map<String, byte[]> hostileBodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing at all", new byte[0]);
        bodies.put("white space", bytes(" \n\t "));
        bodies.put("NUL bytes", new byte[64]);
        bodies.put("half a JSON object", bytes("{\"id\": 1, \"line_items\": [{\"id\":"));
        bodies.put("nesting of 10,000 levels", bytes("[".repeat(10_000)));
        bodies.put("a number of 100,000 digits", bytes("{\"id\":" + "9".repeat(100_000) + "}"));
        bodies.put("an image", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
        return bodies;
    }

    @Test
    void takesNoUnsignedCall() {
        WebhookGate.Request unsigned = new WebhookGate.Request(Map.of(), goodBody(), RECEIVED_AT);

        connector().webhooks().ifPresent(gate -> assertThat(gate.verify(unsigned, connection()))
                .isInstanceOf(WebhookGate.Verdict.Refused.class));
    }

    @Test
    void showsNoSecret() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        List<String> shown = new ArrayList<>();
        try {
            shown.add(connection().toString());
            shown.add(connector().toString());
            shown.add(connector().translator().translate(payload(goodBody())).toString());
            for (byte[] hostile : hostileBodies().values()) {
                shown.add(String.valueOf(
                        catchThrowable(() -> connector().translator().translate(payload(hostile)))));
            }
            connector()
                    .webhooks()
                    .ifPresent(gate -> shown.add(
                            gate.verify(new WebhookGate.Request(Map.of(), goodBody(), RECEIVED_AT), connection())
                                    .toString()));
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        log.list.forEach(event -> shown.add(event.getFormattedMessage()));

        assertThat(shown).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
