package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.Flag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the goods go, by {@code fulfillmentStartInstructions}. Of a parcel that eBay carries abroad this is eBay's hub in
 * the seller's own country, and its reference must stand on the label, or the hub can't tell whose parcel it is.
 */
final class EbayDelivery {
    private final PayloadNode order;
    private final List<PayloadNode> instructions;
    private final Optional<PayloadNode> first;

    EbayDelivery(PayloadNode order) {
        this.order = order;
        this.instructions = order.at("fulfillmentStartInstructions").objects();
        this.first = instructions.stream()
                .filter(instruction ->
                        instruction.at("shippingStep").at("shipTo").isObject())
                .findFirst();
        long places = instructions.stream()
                .map(instruction -> instruction.at("shippingStep").at("shipTo"))
                .filter(PayloadNode::isObject)
                .map(shipTo -> shipTo.at("contactAddress").json())
                .distinct()
                .count();
        if (places > 1) {
            order.findings()
                    .add(
                            Flag.Code.SUSPICIOUS_VALUE,
                            "It goes to %d addresses, of which the first is shown: ship it line by line as eBay shows it."
                                    .formatted(places));
        }
        if (isMasked()) {
            order.findings()
                    .add(
                            Flag.Code.MASKED_CUSTOMER_DATA,
                            "eBay leaves out the receiver's name and street, as it does once an order is older than 90 days.");
        }
    }

    /** Of an old order eBay tells only the place. */
    private boolean isMasked() {
        PayloadNode address = receiver().at("contactAddress");
        return address(receiver()) != null
                && address.at("addressLine1").text() == null
                && receiver().at("fullName").text() == null;
    }

    private boolean is(String type) {
        return !instructions.isEmpty()
                && instructions.stream()
                        .allMatch(instruction -> type.equals(
                                instruction.at("fulfillmentInstructionsType").text()));
    }

    /** Gift cards that go by e-mail. */
    boolean isDigital() {
        return is("DIGITAL");
    }

    private boolean isPickUp() {
        return is("PREPARE_FOR_PICKUP");
    }

    /** eBay's own warehouses ship it, or its vault, where the goods lie already. */
    boolean isByEbay() {
        PayloadNode program = order.at("program");
        String vault = program.at("ebayVault").at("fulfillmentType").text();
        return is("FULFILLED_BY_EBAY")
                || (vault != null && vault.startsWith("VAULT_TO_"))
                || "EBAY"
                        .equals(program.at("fulfillmentProgram")
                                .at("fulfilledBy")
                                .text())
                || "EBAY"
                        .equals(order.at("ebayFulfillmentProgram")
                                .at("fulfilledBy")
                                .text());
    }

    private PayloadNode step() {
        return first.orElseGet(() -> instructions.isEmpty() ? nothing() : instructions.get(0))
                .at("shippingStep");
    }

    private PayloadNode nothing() {
        return new PayloadNode(
                MissingNode.getInstance(),
                order.at("fulfillmentStartInstructions").path(),
                order.findings());
    }

    PayloadNode receiver() {
        return step().at("shipTo");
    }

    @Nullable
    Address address() {
        Address told = address(receiver());
        String reference = reference();
        if (told != null && reference != null) {
            return withReference(told, reference);
        }
        return told == null && isPickUp() ? pickUpPlace().orElse(null) : told;
    }

    private @Nullable String reference() {
        return step().at("shipToReferenceId").text();
    }

    /** In the second line, unless eBay wrote it into the address already. */
    private static Address withReference(Address address, String reference) {
        if ((address.line1() + " " + address.line2() + " " + address.name() + " " + address.company())
                .contains(reference)) {
            return address;
        }
        String line2 =
                address.line2() == null ? "Reference # " + reference : address.line2() + ", Reference # " + reference;
        return new Address(
                address.name(),
                address.company(),
                address.line1(),
                line2,
                address.city(),
                address.region(),
                address.postalCode(),
                address.countryCode(),
                address.phone());
    }

    /** The buyer comes to a store of the merchant's: the goods are reserved, and go no further than there. */
    private Optional<Address> pickUpPlace() {
        String store = merchantLocation();
        PayloadNode location = order.at("lineItems").objects().stream()
                .findFirst()
                .map(line -> line.at("itemLocation"))
                .orElseGet(this::nothing);
        return Address.ofParts(new Address(
                order.at("buyer").at("buyerRegistrationAddress").at("fullName").text(),
                null,
                "Pick-up" + (store == null ? "" : " at " + store),
                null,
                location.at("location").text(),
                null,
                location.at("postalCode").text(),
                location.at("countryCode").text(),
                null));
    }

    private @Nullable String merchantLocation() {
        return instructions.stream()
                .map(instruction ->
                        instruction.at("pickupStep").at("merchantLocationKey").text())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Address registrationAddress() {
        return address(order.at("buyer").at("buyerRegistrationAddress"));
    }

    private static @Nullable Address address(PayloadNode contact) {
        PayloadNode address = contact.at("contactAddress");
        if (!address.isObject()) {
            return null;
        }
        return Address.ofParts(new Address(
                        contact.at("fullName").text(),
                        contact.at("companyName").text(),
                        address.at("addressLine1").text(),
                        address.at("addressLine2").text(),
                        address.at("city").text(),
                        Texts.first(
                                        address.at("stateOrProvince").text(),
                                        address.at("county").text())
                                .orElse(null),
                        address.at("postalCode").text(),
                        country(address),
                        contact.at("primaryPhone").at("phoneNumber").text()))
                .orElse(null);
    }

    private static @Nullable String country(PayloadNode address) {
        String code = address.at("countryCode").text();
        return code == null ? null : code.strip().toUpperCase(Locale.ROOT);
    }

    @Nullable
    Instant deliverBy() {
        return instructions.stream()
                .map(instruction -> instruction.at("maxEstimatedDeliveryDate").time())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** eBay's code of the service that the buyer chose, or empty. */
    String service() {
        String code = step().at("shippingServiceCode").text();
        return code == null ? "" : code;
    }

    String serviceName() {
        String carrier = step().at("shippingCarrierCode").text();
        String code = service();
        return carrier == null || code.contains(carrier) ? code : (carrier + " " + code).strip();
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        if (isPickUp()) {
            attributes.put("delivery", "PICKUP");
            put(attributes, "pickupLocation", merchantLocation());
        } else if (isDigital()) {
            attributes.put("delivery", "DIGITAL");
        }
        put(attributes, "shipToReferenceId", reference());
        first.filter(instruction -> instruction.at("ebaySupportedFulfillment").isTrue())
                .ifPresent(instruction -> {
                    attributes.put("ebaySupportedFulfillment", "true");
                    put(
                            attributes,
                            "finalDestinationCountry",
                            instruction
                                    .at("finalDestinationAddress")
                                    .at("countryCode")
                                    .text());
                });
        return attributes;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            map.putIfAbsent(name, value);
        }
    }
}
