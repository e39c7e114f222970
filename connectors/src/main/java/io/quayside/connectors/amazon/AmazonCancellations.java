package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Amazon has no call that cancels an order of a merchant's own shipping, but a feed: the order is acknowledged as failed,
 * with a reason for each item. Only orders of which nothing was shipped can be cancelled.
 */
final class AmazonCancellations implements CancellationSink {
    static final String FEED = "POST_ORDER_ACKNOWLEDGEMENT_DATA";
    private static final String UTF_8 = "UTF-8";
    private final AmazonFeeds feeds;

    AmazonCancellations(AmazonFeeds feeds) {
        this.feeds = feeds;
    }

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        if (!AmazonOrders.isId(orderExternalId)) {
            throw new ConnectorException.Refused(
                    "Amazon has no order '%s'.".formatted(JsonApi.excerpt(orderExternalId)));
        }
        JsonNode order = AmazonOrders.order(orderExternalId, "FULFILLMENT", connection, http);
        AmazonOrder.Status status = AmazonOrder.Status.of(
                order.path("fulfillment").path("fulfillmentStatus").asText());
        if (status == AmazonOrder.Status.CANCELLED) {
            return;
        }
        if (order.path("fulfillment").path("fulfilledBy").asText().equals("AMAZON")) {
            throw new ConnectorException.Refused("Amazon ships this order itself: only the buyer can cancel it there.");
        }
        if (status == AmazonOrder.Status.SHIPPED || status == AmazonOrder.Status.PARTIALLY_SHIPPED) {
            throw new ConnectorException.Refused("Amazon cancels no order of which something was shipped.");
        }
        byte[] report = feeds.submit(
                FEED, "text/xml; charset=UTF-8", feed(order, reasonOf(reason), connection), connection, http);
        problem(report).ifPresent(problem -> {
            throw new ConnectorException.Refused("Amazon does not cancel the order: " + problem);
        });
    }

    private static String reasonOf(String reason) {
        return switch (reason) {
            case "customer" -> "BuyerCanceled";
            case "inventory" -> "NoInventory";
            case "fraud", "declined" -> "RiskAssessmentInformationNotValid";
            default -> "GeneralAdjustment";
        };
    }

    private static byte[] feed(JsonNode order, String reason, ConnectionAccess connection) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, UTF_8);
            xml.writeStartDocument(UTF_8, "1.0");
            xml.writeStartElement("AmazonEnvelope");
            xml.writeStartElement("Header");
            element(xml, "DocumentVersion", "1.01");
            element(xml, "MerchantIdentifier", connection.credential(AmazonConnector.SELLER_ID));
            xml.writeEndElement();
            element(xml, "MessageType", "OrderAcknowledgement");
            xml.writeStartElement("Message");
            element(xml, "MessageID", "1");
            xml.writeStartElement("OrderAcknowledgement");
            element(xml, "AmazonOrderID", order.path("orderId").asText());
            element(xml, "StatusCode", "Failure");
            for (JsonNode item : order.path("orderItems")) {
                xml.writeStartElement("Item");
                element(xml, "AmazonOrderItemCode", item.path("orderItemId").asText());
                element(xml, "CancelReason", reason);
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory can always be written", e);
        }
        return out.toByteArray();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** What the processing report complains of; warnings are none. */
    private static java.util.Optional<String> problem(byte[] report) {
        if (report.length == 0) {
            return java.util.Optional.empty();
        }
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<String> problems = new ArrayList<>();
        boolean error = false;
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(report));
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("ResultCode")) {
                    error = xml.getElementText().strip().equals("Error");
                } else if (xml.getLocalName().equals("ResultDescription") && error) {
                    problems.add(JsonApi.excerpt(xml.getElementText()));
                }
            }
        } catch (XMLStreamException e) {
            throw new ConnectorException.Temporary("Amazon's report on the cancellation can't be read.");
        }
        return problems.stream().findFirst();
    }
}
