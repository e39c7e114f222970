package io.quayside.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What all simulated platforms have in common: shops by name, faults, the log and the control surface. The path of a
 * call begins with the shop: {@code /<shop>/…}. Thread-safe.
 */
public abstract class Simulator implements Platform {
    private static final int MOST_LOGGED = 1_000;
    private static final int MOST_GENERATED = 10_000;

    private final String name;
    private final String demo;
    private final Map<String, Store> stores = new ConcurrentHashMap<>();
    private final Deque<ObjectNode> log = new ArrayDeque<>();
    private volatile Faults faults = Faults.NONE;

    /** @param demo the shop that the control surface means when it names none */
    protected Simulator(String name, String demo) {
        this.name = name;
        this.demo = demo;
        store(demo);
    }

    /** Answers a call to the platform's API; faults that concern every call have been seen to. */
    protected abstract Reply api(Store store, String path, Call call);

    /** Whether the call is one of the consent page, which no fault concerns. */
    protected boolean isConsent(String path) {
        return false;
    }

    /** The answer to a call whose token has been made to expire. */
    protected abstract Reply expired();

    /** What the platform answers when it fails on purpose. */
    protected Reply failed(int status) {
        return Reply.json(status, Json.object().put("message", "Simulated failure"));
    }

    /** Whether the call changes something there. */
    protected boolean changes(Call call) {
        return !call.method().equals("GET");
    }

    /** An order in the platform's own shape. */
    protected abstract ObjectNode order(Store store, Basket basket);

    /** Fills in what a given order needs to be found again, and returns its id. */
    protected abstract String complete(Store store, ObjectNode order);

    /** Tells whoever listens that an order was made. */
    protected abstract void announceNew(Store store, ObjectNode order);

    /** What the shop's owner may do to the order. The caller holds the store. */
    protected abstract OwnersDesk desk(Store store, ObjectNode order);

    /** The webhook, of another topic. */
    protected ObjectNode listening(ObjectNode hook, String id, String topic) {
        throw new BadCall("topics are not chosen there");
    }

    /** Webhooks that were sent lately, with what was answered. */
    protected ArrayNode deliveries() {
        return Json.array();
    }

    /** Adds what belongs to an order and is kept beside it, such as shipments, for the control surface. */
    protected ObjectNode whole(Store store, ObjectNode order) {
        return order;
    }

    @Override
    public final String name() {
        return name;
    }

    protected final Store store(String shop) {
        return stores.computeIfAbsent(shop, Store::new);
    }

    protected final Faults faults() {
        return faults;
    }

    @Override
    public final Reply answer(Call call) {
        Address address = address(call.path());
        if (!address.shop().matches("[A-Za-z0-9.:_-]{1,100}")) {
            return Reply.json(404, Json.object().put("message", "Not Found"));
        }
        Store store = store(address.shop());
        String path = address.path();
        Reply reply = isConsent(path) ? api(store, path, call) : faulty(store, path, call);
        logged(call, reply);
        return reply;
    }

    /** @param path what is left when the shop is known, without a slash at its beginning */
    public record Address(String shop, String path) {}

    /** Which shop is meant: the first part of the path, unless the platform says it elsewhere. */
    protected Address address(String path) {
        String[] parts = path.split("/", 3); // "", shop, rest
        return parts.length < 3 ? new Address("", "") : new Address(parts[1], parts[2]);
    }

    /** The shop that is meant when a call names none. */
    protected final String demo() {
        return demo;
    }

    private Reply faulty(Store store, String path, Call call) {
        Faults now = faults;
        if (now.latencyMs() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(now.latencyMs()));
        }
        if (ThreadLocalRandom.current().nextDouble() < now.failRate()) {
            return failed(now.failStatus());
        }
        Reply reply = now.expireTokens() ? expired() : api(store, path, call);
        return changes(call) && now.loses(reply) ? failed(502) : reply;
    }

    @Override
    public final Reply control(Call call) {
        String path = call.path();
        if (path.equals("/orders") && call.method().equals("POST")) {
            return placed(Json.read(call.body()));
        }
        if (path.startsWith("/orders/")) {
            return ofOrder(path, call);
        }
        if (path.startsWith("/inventory/")) {
            String sku = path.substring("/inventory/".length());
            Integer units = store(call.parameter("shop").orElse(demo)).stock().get(sku);
            return units == null
                    ? Reply.json(404, Json.object().put("errors", "no such SKU"))
                    : Reply.ok(Json.object().put("sku", sku).put("available", units));
        }
        if (path.equals("/webhooks")) {
            return webhooks(store(call.parameter("shop").orElse(demo)), call);
        }
        if (path.equals("/deliveries")) {
            return Reply.ok((JsonNode) Json.object().set("deliveries", deliveries()));
        }
        if (path.equals("/faults")) {
            faults = call.method().equals("PUT") ? Faults.of(call.json()) : Faults.NONE;
            return Reply.ok(Json.MAPPER.valueToTree(faults));
        }
        if (path.equals("/log")) {
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("requests");
            synchronized (log) {
                log.forEach(list::add);
            }
            return Reply.ok(answer);
        }
        return controlOfItsOwn(path, call);
    }

    /** {@code /orders/<id>} shows it, {@code /orders/<id>/<deed>} is done by the shop's owner. */
    private Reply ofOrder(String path, Call call) {
        String[] parts = path.split("/"); // "", orders, id, deed
        for (Store store : stores.values()) {
            Optional<ObjectNode> order = store.order(parts[2]);
            if (order.isEmpty()) {
                continue;
            }
            synchronized (store) {
                if (parts.length == 3) {
                    return Reply.ok(whole(store, order.get()));
                }
                return desk(store, order.get())
                        .answer(parts[3], call, () -> whole(store, order.get()))
                        .or(() -> controlOfOrder(store, order.get(), parts[3]))
                        .orElseGet(() -> controlOfItsOwn(path, call));
            }
        }
        return Reply.json(404, Json.object().put("errors", "no such order"));
    }

    /** What only this platform's owners do. The caller holds the store. */
    protected Optional<Reply> controlOfOrder(Store store, ObjectNode order, String deed) {
        return Optional.empty();
    }

    /** What only this platform's control surface has. */
    protected Reply controlOfItsOwn(String path, Call call) {
        return Reply.json(404, Json.object().put("errors", "Not Found"));
    }

    /**
     * Who listens; DELETE removes them all, as platforms do after failures, or with {@code ?topic=} those of one topic,
     * and tells nobody; POST {@code {topic}} lets whoever listens to something hear of that topic too.
     */
    private Reply webhooks(Store store, Call call) {
        if (call.method().equals("DELETE")) {
            Optional<String> only = call.parameter("topic");
            store.hooks().forEach((id, hook) -> {
                if (only.isEmpty() || hook.toString().contains('"' + only.get() + '"')) {
                    store.hook(id, null);
                }
            });
        }
        if (call.method().equals("POST")) {
            String topic = call.json().path("topic").asText();
            String to = call.json().path("to").asText("");
            store.hooks().values().stream()
                    .filter(hook -> hook.toString().contains(to))
                    .findFirst()
                    .ifPresent(hook -> {
                        String id = "" + Store.nextId();
                        store.hook(id, listening(hook.deepCopy(), id, topic));
                    });
        }
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("webhooks");
        store.hooks().values().forEach(list::add);
        return Reply.ok(answer);
    }

    private Reply placed(JsonNode asked) {
        Store store = store(asked.path("shop").asText(demo));
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("ids");
        int generate = Math.min(MOST_GENERATED, asked.path("generate").asInt(0));
        for (int i = 0; i < generate; i++) {
            ids.add(place(store, order(store, store.basket())));
        }
        if (generate == 0) {
            JsonNode given = asked.path("order").isContainerNode() ? asked.path("order") : asked;
            for (JsonNode order : given.isArray() ? given : Json.array().add(given)) {
                if (!order.isObject()) {
                    throw new BadCall("an order is an object in the platform's own shape");
                }
                ids.add(place(store, order.deepCopy()));
            }
        }
        return Reply.json(201, answer);
    }

    private String place(Store store, ObjectNode order) {
        String id = complete(store, order);
        store.put(id, order);
        announceNew(store, order);
        return id;
    }

    private void logged(Call call, Reply reply) {
        ObjectNode entry = Json.object()
                .put("at", Instant.now().toString())
                .put("method", call.method())
                .put("path", call.path())
                .put("status", reply.status());
        synchronized (log) {
            log.addLast(entry);
            while (log.size() > MOST_LOGGED) {
                log.removeFirst();
            }
        }
    }

    /** An ordinary consent page; a script approves by following the approving link itself. */
    protected static Reply consentPage(String platform, String shop, String approve, String decline) {
        return Reply.html(
                200,
                """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Connect Quayside</title></head>
                <body style="font-family:system-ui;max-width:32rem;margin:4rem auto">
                <h1>Connect Quayside?</h1><p>It wants to read and change orders and stock of <b>%s</b>.</p>
                <p><a id="approve" href="%s">Approve</a> &nbsp; <a id="decline" href="%s">Decline</a></p>
                <p><small>This is a simulated %s.</small></p></body></html>
                """
                        .formatted(shop, approve.replace("&", "&amp;"), decline.replace("&", "&amp;"), platform));
    }

    /** The same call with {@code sandbox_approve=1}, relative to itself. */
    protected static String approving(Call call) {
        StringBuilder link = new StringBuilder("?");
        call.query().forEach((name, value) -> link.append(Json.encoded(name))
                .append('=')
                .append(Json.encoded(value))
                .append('&'));
        return link + "sandbox_approve=1";
    }

    @Override
    public ObjectNode describe(String base) {
        ObjectNode about = Json.object().put("base", base);
        ArrayNode known = about.putArray("shops");
        stores.keySet().stream().sorted().forEach(known::add);
        about.set("faults", Json.MAPPER.valueToTree(faults));
        return about;
    }

    /** Whether a demo should see orders appear in the shop by themselves. */
    protected boolean isListenedTo(Store store) {
        return !store.hooks().isEmpty();
    }

    @Override
    public final void tick() {
        Store store = store(demo);
        if (isListenedTo(store)) {
            place(store, order(store, store.basket()));
        }
    }

    @Override
    public void close() {}
}
