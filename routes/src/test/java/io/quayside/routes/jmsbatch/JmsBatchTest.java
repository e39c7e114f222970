package io.quayside.routes.jmsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quayside.connectors.spi.Unreadable;
import io.quayside.routes.Headers;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker: what commit, rollback and redelivery truly do. */
class JmsBatchTest {
    private static final AtomicInteger SERVER_IDS = new AtomicInteger(100);

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> exchangeHeaders = new CopyOnWriteArrayList<>();
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean databaseAway = new AtomicBoolean();
    private TestBroker broker;
    private DefaultCamelContext camel;

    private static final class DatabaseAway extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(SERVER_IDS.incrementAndGet());
        camel = new DefaultCamelContext();
        camel.addComponent(
                JmsBatchComponent.SCHEME,
                new JmsBatchComponent(
                        broker.connections(), broker.connections(), failure -> failure instanceof DatabaseAway));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("jms-batch:in?maxMessages=10&maxWaitMillis=100&deadLetterQueue=dead")
                        .routeId("batch")
                        .autoStartup(false)
                        .process(exchange -> {
                            List<?> body = exchange.getMessage().getBody(List.class);
                            List<QueueMessage> messages =
                                    body.stream().map(QueueMessage.class::cast).toList();
                            exchangeHeaders.add(Map.copyOf(exchange.getMessage().getHeaders()));
                            messages.forEach(message -> exchangeHeaders.add(Map.copyOf(message.headers())));
                            work(messages.stream()
                                    .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                                    .toList());
                        })
                        .to("jms-batch:out");
            }
        });
        camel.start();
    }

    private void work(List<String> bodies) {
        batches.add(bodies);
        if (databaseAway.get()) {
            throw new DatabaseAway();
        }
        bodies.stream().filter(poison::contains).findFirst().ifPresent(bad -> {
            throw new Unreadable("line_items[0].price", "'" + bad + "' is not a number");
        });
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        broker.close();
    }

    private List<String> awaitOut(int count) {
        List<String> out = new ArrayList<>();
        await().untilAsserted(() -> {
            out.addAll(broker.drain("out"));
            assertThat(out).hasSizeGreaterThanOrEqualTo(count);
        });
        return out;
    }

    @Test
    void handsOverManyMessagesAtOnceAndNoMoreThanAsked() throws Exception {
        broker.send("in", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");

        camel.getRouteController().startRoute("batch");

        assertThat(awaitOut(12)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(batches).extracting(List::size).containsExactly(10, 2);
    }

    @Test
    void aPoisonMessageIsParkedWithItsReasonAndHarmsNoneOfItsBatch() throws Exception {
        poison.add("bad");
        broker.send("in", "one", "bad", "two");

        camel.getRouteController().startRoute("batch");

        assertThat(awaitOut(2)).containsExactly("one", "two");
        List<Message> dead = new ArrayList<>();
        broker.drain("dead", dead::add);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).getBody(byte[].class)).asString().isEqualTo("bad");
        assertThat(dead.get(0).getStringProperty(Headers.REASON))
                .isEqualTo("line_items[0].price: 'bad' is not a number");
        assertThat(dead.get(0).getStringProperty(Headers.FIELD)).isEqualTo("line_items[0].price");
    }

    @Test
    void whatTimeHealsGoesBackToTheQueueAndLeavesNothingBehind() throws Exception {
        databaseAway.set(true);
        broker.send("in", "one", "two");
        camel.getRouteController().startRoute("batch");
        await().until(() -> batches.size() >= 2);
        assertThat(broker.drain("out")).isEmpty();

        databaseAway.set(false);

        assertThat(awaitOut(2)).containsExactlyInAnyOrder("one", "two");
        assertThat(broker.drain("dead")).isEmpty();
    }

    @Test
    void anObjectMessageIsRefusedUnreadAndTheNextMessageGoesThrough() throws Exception {
        broker.transact(session -> {
            try (var producer = session.createProducer(session.createQueue("in"))) {
                producer.send(session.createObjectMessage(new ArrayList<>(List.of("gadget"))));
                producer.send(session.createTextMessage("good"));
            }
        });

        camel.getRouteController().startRoute("batch");

        assertThat(awaitOut(1)).containsExactly("good");
        List<Message> dead = new ArrayList<>();
        broker.drain("dead", dead::add);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).getStringProperty(Headers.REASON)).contains("only bytes and text");
    }

    /** CVE-2026-40453: camel-jms matched "Camel" and "camel" only, while the exchange ignores case. */
    @Test
    void noHeaderFromOutsideBecomesVisibleInAnyLetterCase() throws Exception {
        broker.transact(session -> {
            try (var producer = session.createProducer(session.createQueue("in"))) {
                Message message = session.createTextMessage("order");
                for (String name :
                        List.of("CAmelHttpUri", "cAMELFileName", "camelJmsDestinationName", "CamelToEndpoint")) {
                    message.setStringProperty(name, "http://attacker");
                }
                message.setStringProperty("qsTenant", "not ours either");
                message.setStringProperty(Headers.TENANT, "ours");
                producer.send(message);
            }
        });

        camel.getRouteController().startRoute("batch");

        awaitOut(1);
        assertThat(exchangeHeaders).containsExactly(Map.of(), Map.of(Headers.TENANT, "ours"));
    }

    @Test
    void outsideABatchMessagesLeaveAtOnce() throws Exception {
        camel.createProducerTemplate()
                .sendBody(
                        "jms-batch:elsewhere",
                        List.of(
                                new QueueMessage(Map.of(), "a".getBytes(StandardCharsets.UTF_8)),
                                new QueueMessage(Map.of(), "b".getBytes(StandardCharsets.UTF_8))));

        assertThat(broker.drain("elsewhere")).containsExactly("a", "b");
    }
}
