package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderSource.FetchedOrder;
import io.quayside.connectors.spi.PlatformHttp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EbayOrdersTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T11:00:00Z");
    private final EbayOrders orders = new EbayOrders(ScriptedEbay.CLOCK);

    /** Field-lesson 19: with both filters of time eBay ignores that of the change. */
    @Test
    void asksByTheTimeOfTheChangeAlone() {
        ScriptedEbay ebay = new ScriptedEbay().answers("{'total':0,'orders':[]}");

        OrderSource.Page page = orders.changedSince(SINCE, Optional.empty(), ScriptedEbay.connection(), ebay);

        assertThat(page.nextCursor()).isEmpty();
        assertThat(ebay.call(0))
                .isEqualTo(
                        "GET /sell/fulfillment/v1/order?filter=lastmodifieddate:[2026-11-20T11:00:00.000Z..]&fieldGroups=TAX_BREAKDOWN&limit=200&offset=0");
    }

    @Test
    void neverAsksForTimesThatEbaysClockMayNotHaveReached() {
        ScriptedEbay ebay = new ScriptedEbay().answers("{'total':0,'orders':[]}");

        orders.changedSince(ScriptedEbay.NOW, Optional.empty(), ScriptedEbay.connection(), ebay);

        assertThat(ebay.call(0)).contains("[2026-11-20T11:58:00.000Z..]");
    }

    /** Field-lesson 19: a list never shows cancel requests. */
    @Test
    void onlySeesWhatTheListDoesNotShowWhole() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers("{'total':4,'orders':["
                        + String.join(
                                ",",
                                order("later", "2026-11-20T11:30:00.000Z", "NOT_STARTED", "NONE_REQUESTED"),
                                order("canceling", "2026-11-20T11:20:00.000Z", "NOT_STARTED", "IN_PROGRESS"),
                                order("shipped", "2026-11-20T11:10:00.000Z", "FULFILLED", "NONE_REQUESTED"),
                                order("history", "2026-10-01T00:00:00.000Z", "FULFILLED", "NONE_REQUESTED"))
                        + "]}");

        List<FetchedOrder> found = orders.changedSince(SINCE, Optional.empty(), ScriptedEbay.connection(), ebay)
                .orders();

        assertThat(found)
                .extracting(FetchedOrder::externalId)
                .as("oldest change first")
                .containsExactly("history", "shipped", "canceling", "later");
        assertThat(found).extracting(FetchedOrder::isWhole).containsExactly(true, false, false, true);
    }

    @Test
    void anOrderByItselfHasTheVersionOfTheListAndItsParcels() {
        String shipped = order("06-1", "2026-11-20T11:10:00.000Z", "FULFILLED", "NONE_REQUESTED");
        ScriptedEbay list = new ScriptedEbay().answers("{'total':1,'orders':[" + shipped + "]}");
        ScriptedEbay single = new ScriptedEbay()
                .answers(shipped)
                .answers("{'fulfillments':[{'fulfillmentId':'1Z','shipmentTrackingNumber':'1Z'}],'total':1}");

        FetchedOrder seen = orders.changedSince(SINCE, Optional.empty(), ScriptedEbay.connection(), list)
                .orders()
                .get(0);
        FetchedOrder whole =
                orders.one("06-1", ScriptedEbay.connection(), single).orElseThrow();

        assertThat(whole.version()).isEqualTo(seen.version());
        assertThat(new String(whole.payload(), StandardCharsets.UTF_8)).contains("\"shipmentTrackingNumber\":\"1Z\"");
        assertThat(single.calls())
                .containsExactly(
                        "GET /sell/fulfillment/v1/order/06-1?fieldGroups=TAX_BREAKDOWN",
                        "GET /sell/fulfillment/v1/order/06-1/shipping_fulfillment");
    }

    @Test
    void doesNotKnowWhatEbayDoesNotKnow() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(404, "{'errors':[{'errorId':32100,'category':'REQUEST','message':'Invalid order ID'}]}");

        assertThat(orders.one("06-9", ScriptedEbay.connection(), ebay)).isEmpty();
        assertThat(orders.one("../admin", ScriptedEbay.connection(), ebay)).isEmpty();
        assertThat(ebay.requests).hasSize(1);
    }

    @Test
    void readsTenThousandOrdersInSpansThatEachFitOnAPageAndMissesNoneWhileTheListLives() {
        LivingList list = new LivingList(10_000);
        Instant since = ScriptedEbay.NOW.minus(Duration.ofDays(60));
        Set<String> found = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            OrderSource.Page page = orders.changedSince(since, cursor, ScriptedEbay.connection(), list);
            page.orders().forEach(order -> found.add(order.externalId()));
            cursor = page.nextCursor();
            list.touchOne();
        } while (cursor.isPresent());

        assertThat(found).hasSize(10_000);
        assertThat(list.offsets).containsOnly(0);
        assertThat(list.calls).isLessThan(400);
    }

    @Test
    void pagesOverlapOnlyWhereMoreOrdersThanAPageShareASecond() {
        LivingList list = new LivingList(0);
        for (int i = 0; i < 450; i++) {
            list.changed.add(ScriptedEbay.NOW.minusSeconds(3_000).plusMillis(i));
        }
        Set<String> found = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            OrderSource.Page page =
                    orders.changedSince(ScriptedEbay.NOW.minusSeconds(3_600), cursor, ScriptedEbay.connection(), list);
            page.orders().forEach(order -> found.add(order.externalId()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertThat(found).hasSize(450);
        assertThat(list.offsets).contains(0, 180).doesNotContain(200);
    }

    /** Field-lesson 14: what the import's filter missed must not be missed here for the same reason. */
    @Test
    void countsByTheTimeOfPlacingAndLeavesOutTheEnd() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(
                        """
                        {'total':2,'orders':[{'orderId':'in','creationDate':'2026-11-20T09:59:59.999Z'},
                         {'orderId':'at the end','creationDate':'2026-11-20T10:00:00.000Z'}]}""");

        OrderCensus.Page page = orders.placedBetween(
                Instant.parse("2026-11-20T09:00:00Z"),
                Instant.parse("2026-11-20T10:00:00Z"),
                Optional.empty(),
                ScriptedEbay.connection(),
                ebay);

        assertThat(page.orders())
                .containsExactly(new OrderCensus.Seen("in", Instant.parse("2026-11-20T09:59:59.999Z")));
        assertThat(ebay.call(0)).contains("filter=creationdate:[2026-11-20T09:00:00.000Z..2026-11-20T10:00:00.000Z]");
    }

    @Test
    void tellsApartWhatTimeHealsWhatTheMerchantMustDoAndWhatAQuotaMeans() {
        assertThatThrownBy(() ->
                        fail(500, "{'errors':[{'errorId':30500,'category':'APPLICATION','message':'System error.'}]}"))
                .isInstanceOf(ConnectorException.Temporary.class);
        assertThatThrownBy(
                        () -> fail(400, "{'errors':[{'errorId':30500,'category':'SYSTEM','message':'System error.'}]}"))
                .as("SYSTEM is retryable whatever its status")
                .isInstanceOf(ConnectorException.Temporary.class);
        assertThatThrownBy(() -> fail(
                        401, "{'errors':[{'errorId':1001,'category':'REQUEST','message':'Invalid access token'}]}"))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
        assertThatThrownBy(() ->
                        fail(429, "{'errors':[{'errorId':2001,'category':'REQUEST','message':'The request limit'}]}"))
                .isInstanceOfSatisfying(ConnectorException.Throttled.class, throttled -> assertThat(throttled.waitFor())
                        .isEqualTo(Duration.ofMinutes(5)));
        assertThatThrownBy(() ->
                        fail(400, "{'errors':[{'errorId':30700,'category':'REQUEST','message':'Invalid filter'}]}"))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("Invalid filter [30700]");
    }

    private void fail(int status, String body) {
        orders.changedSince(
                SINCE, Optional.empty(), ScriptedEbay.connection(), new ScriptedEbay().answers(status, body));
    }

    private static String order(String id, String modified, String fulfillment, String cancel) {
        return "{'orderId':'%s','lastModifiedDate':'%s','orderPaymentStatus':'PAID','orderFulfillmentStatus':'%s','cancelStatus':{'cancelState':'%s'}}"
                .formatted(id, modified, fulfillment, cancel);
    }

    /** Orders that are changed while they are listed, the newest first, as eBay lists them. */
    private static final class LivingList implements PlatformHttp {
        private static final Pattern FILTER = Pattern.compile("lastmodifieddate:\\[(.+)\\.\\.(.*)\\].*offset=(\\d+)");
        final List<Instant> changed = new ArrayList<>();
        final List<Integer> offsets = new ArrayList<>();
        int calls;
        private int touched;

        LivingList(int count) {
            for (int i = 0; i < count; i++) { // most of them in the last days
                changed.add(ScriptedEbay.NOW.minusMillis((long) i * i * 50 + i * 1_000L + 1));
            }
        }

        /** An order leaves its place for the list's other end. */
        void touchOne() {
            touched = (touched + 1_237) % changed.size();
            changed.set(touched, ScriptedEbay.NOW.plusMillis(calls));
        }

        @Override
        public Answer send(Request request) {
            calls++;
            Matcher filter = FILTER.matcher(URLDecoder.decode(request.uri().getRawQuery(), StandardCharsets.UTF_8));
            assertThat(filter.find()).as("%s", request).isTrue();
            Instant from = Instant.parse(filter.group(1));
            Instant to = filter.group(2).isEmpty() ? Instant.MAX : Instant.parse(filter.group(2));
            int offset = Integer.parseInt(filter.group(3));
            offsets.add(offset);
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < changed.size(); i++) {
                if (!changed.get(i).isBefore(from) && !changed.get(i).isAfter(to)) {
                    found.add(i);
                }
            }
            StringBuilder page = new StringBuilder("{'total':" + found.size() + ",'orders':[");
            found.stream().skip(offset).limit(200).forEach(i -> page.append(
                            page.toString().endsWith("[") ? "" : ",")
                    .append(order("" + i, changed.get(i).toString(), "NOT_STARTED", "NONE_REQUESTED")));
            return new Answer(200, Map.of(), ScriptedEbay.json(page + "]}").getBytes(StandardCharsets.UTF_8));
        }
    }
}
