package io.quayside.connectors.ebay;

import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.text.StringEscapeUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Two calls of the XML Trading API, for listings that the Inventory API did not make. Answers are hostile until parsed. */
final class EbayTrading {
    private static final String LEVEL = "1193";
    /** {@code ReviseInventoryStatus} takes no more. */
    private static final int MOST_ITEMS = 4;

    private static final int MOST_SKUS = 50;
    /** A listing ends within a month and goes on; eBay looks ahead 121 days at most. */
    private static final Duration AHEAD = Duration.ofDays(120);

    private final Clock clock;

    EbayTrading(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is a listing's number, or a listing's and a variation's, as order lines without a SKU are called. */
    static boolean isItem(String sku) {
        return sku.matches("\\d{9,19}(/\\d{1,19})?");
    }

    /** Sets the levels of listings; what can't be set is told by SKU in {@code problems}. */
    void set(
            List<String> skus,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        Map<String, String> itemOf = new LinkedHashMap<>();
        List<String> toFind = new ArrayList<>();
        for (String sku : skus) {
            if (!isItem(sku)) {
                toFind.add(sku);
            } else if (sku.contains("/")) {
                problems.put(
                        sku,
                        "this variation has no SKU in eBay: give it one, as eBay can't be told its stock otherwise");
            } else {
                itemOf.put(sku, sku);
            }
        }
        for (int from = 0; from < toFind.size(); from += MOST_SKUS) {
            List<String> batch = toFind.subList(from, Math.min(toFind.size(), from + MOST_SKUS));
            Map<String, List<String>> found = find(batch, connection, http);
            for (String sku : batch) {
                List<String> items = found.getOrDefault(sku, List.of());
                if (items.size() == 1) {
                    itemOf.put(sku, items.get(0));
                } else {
                    problems.put(
                            sku,
                            items.isEmpty()
                                    ? "no active listing in eBay has this SKU"
                                    : "%d listings in eBay have this SKU: make it unique".formatted(items.size()));
                }
            }
        }
        List<String> known = new ArrayList<>(itemOf.keySet());
        for (int from = 0; from < known.size(); from += MOST_ITEMS) {
            revise(
                    known.subList(from, Math.min(known.size(), from + MOST_ITEMS)),
                    itemOf,
                    wanted,
                    problems,
                    connection,
                    http);
        }
    }

    private void revise(
            List<String> skus,
            Map<String, String> itemOf,
            Map<String, Integer> wanted,
            Map<String, String> problems,
            ConnectionAccess connection,
            PlatformHttp http) {
        String items = skus.stream()
                .map(sku -> "<InventoryStatus><ItemID>" + itemOf.get(sku) + "</ItemID>"
                        + (isItem(sku) ? "" : "<SKU>" + StringEscapeUtils.escapeXml10(sku) + "</SKU>")
                        + "<Quantity>" + wanted.getOrDefault(sku, 0) + "</Quantity></InventoryStatus>")
                .collect(Collectors.joining());
        try {
            call("ReviseInventoryStatus", items, connection, http);
        } catch (ConnectorException.Refused refused) {
            if (skus.size() == 1) {
                problems.put(skus.get(0), String.valueOf(refused.getMessage()));
                return;
            }
            int half = skus.size() / 2;
            revise(skus.subList(0, half), itemOf, wanted, problems, connection, http);
            revise(skus.subList(half, skus.size()), itemOf, wanted, problems, connection, http);
        }
    }

    /** SKU → the active listings that have it, themselves or in a variation. */
    private Map<String, List<String>> find(List<String> skus, ConnectionAccess connection, PlatformHttp http) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String wish = "<SKUArray>"
                + skus.stream()
                        .map(sku -> "<SKU>" + StringEscapeUtils.escapeXml10(sku) + "</SKU>")
                        .collect(Collectors.joining())
                + "</SKUArray><EndTimeFrom>" + now + "</EndTimeFrom><EndTimeTo>"
                + now.plus(AHEAD)
                + "</EndTimeTo><IncludeVariations>true</IncludeVariations>"
                + "<Pagination><EntriesPerPage>200</EntriesPerPage><PageNumber>1</PageNumber></Pagination>"
                + "<OutputSelector>ItemID</OutputSelector><OutputSelector>SKU</OutputSelector>";
        Map<String, List<String>> found = new HashMap<>();
        NodeList items = call("GetSellerList", wish, connection, http).getElementsByTagName("Item");
        for (int i = 0; i < items.getLength(); i++) {
            Element item = (Element) items.item(i);
            String id = text(item, "ItemID");
            NodeList told = item.getElementsByTagName("SKU");
            for (int s = 0; s < told.getLength(); s++) {
                String sku = told.item(s).getTextContent().strip();
                List<String> of = found.computeIfAbsent(sku, any -> new ArrayList<>());
                if (!id.isEmpty() && !of.contains(id)) {
                    of.add(id);
                }
            }
        }
        return found;
    }

    private static Document call(String name, String wish, ConnectionAccess connection, PlatformHttp http) {
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><" + name
                + "Request xmlns=\"urn:ebay:apis:eBLBaseComponents\">" + wish + "</" + name + "Request>";
        Map<String, String> headers = Map.of(
                "X-EBAY-API-IAF-TOKEN",
                connection.credential("accessToken"),
                "X-EBAY-API-CALL-NAME",
                name,
                "X-EBAY-API-COMPATIBILITY-LEVEL",
                LEVEL,
                "X-EBAY-API-SITEID",
                "0",
                "Content-Type",
                "text/xml");
        Answer answer = http.send(new PlatformHttp.Request(
                connection.id(),
                "POST",
                URI.create(EbayApi.BASE + "/ws/api.dll"),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                1));
        if (answer.status() == 429) {
            throw new ConnectorException.Throttled("eBay's quota of calls is used up.", Duration.ofMinutes(5));
        }
        if (!answer.isSuccess()) {
            throw new ConnectorException.Temporary("eBay answered with HTTP %d.".formatted(answer.status()));
        }
        Document document = parse(answer.body());
        refuseOn(document);
        return document;
    }

    /** Every answer is HTTP 200; whether it worked stands in {@code Ack}. */
    private static void refuseOn(Document document) {
        Element root = document.getDocumentElement();
        if (!text(root, "Ack").equals("Failure")) {
            return;
        }
        NodeList errors = root.getElementsByTagName("Errors");
        Optional<Element> worst = Optional.empty();
        for (int i = 0; i < errors.getLength(); i++) {
            Element error = (Element) errors.item(i);
            if (worst.isEmpty() || text(error, "SeverityCode").equals("Error")) {
                worst = Optional.of(error);
            }
        }
        String code = worst.map(error -> text(error, "ErrorCode")).orElse("");
        String words = worst.map(error -> text(error, "LongMessage")).orElse("no reason is given");
        String told = JsonApi.excerpt(words) + " [" + code + "]";
        throw switch (code) {
            case "10007", "17470" ->
                new ConnectorException.Temporary("eBay has trouble of its own (%s).".formatted(told));
            case "518", "21919144" ->
                new ConnectorException.Throttled("eBay's quota of calls is used up.", Duration.ofMinutes(5));
            case "931", "932", "16110", "21916984" ->
                new ConnectorException.MerchantMustAct(
                        "eBay refuses the credentials (%s): connect it again.".formatted(told));
            default -> new ConnectorException.Refused("eBay refuses: " + told);
        };
    }

    private static String text(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                return element.getTextContent().strip();
            }
        }
        return "";
    }

    /** Without document types: no entities, nothing from elsewhere. */
    private static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // else the parser prints to the console
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException | IOException e) {
            throw new ConnectorException.Temporary("eBay's answer is not XML.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java reads XML safely", e);
        }
    }
}
