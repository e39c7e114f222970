package io.quayside.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a shop's owner may do to one order in the platform's own pages; whoever listens is told as the platform tells it.
 * Each deed says why it can't be done, or nothing once it is done.
 */
public interface OwnersDesk {
    Optional<String> cancel();

    Optional<String> change(Edit edit);

    /** @param amount empty for all that is left */
    Optional<String> refund(Optional<BigDecimal> amount);

    /** What is to be changed; what is empty stays. */
    record Edit(Optional<String> line1, Optional<String> city, Optional<String> postalCode, Optional<String> note) {
        /** @throws BadCall when nothing is named */
        static Edit of(JsonNode asked) {
            JsonNode address = asked.path("shippingAddress");
            Edit edit = new Edit(
                    text(address, "line1"), text(address, "city"), text(address, "postalCode"), text(asked, "note"));
            if (!edit.isOfAddress() && edit.note().isEmpty()) {
                throw new BadCall("shippingAddress with line1, city or postalCode, or note, must say what to change");
            }
            return edit;
        }

        private static Optional<String> text(JsonNode from, String name) {
            return from.path(name).isTextual() ? Optional.of(from.path(name).asText()) : Optional.empty();
        }

        public boolean isOfAddress() {
            return line1.isPresent() || city.isPresent() || postalCode.isPresent();
        }

        /** Writes the parts of the address under the platform's names of them. */
        public void into(ObjectNode address, String lineName, String cityName, String postalCodeName) {
            line1.ifPresent(text -> address.put(lineName, text));
            city.ifPresent(text -> address.put(cityName, text));
            postalCode.ifPresent(text -> address.put(postalCodeName, text));
        }
    }

    /**
     * Does what a call of the control surface asks for.
     *
     * @param shown the order as it is afterwards
     * @return empty when the deed is none of these; 409 where the platform does not do it
     */
    default Optional<Reply> answer(String deed, Call call, Supplier<ObjectNode> shown) {
        if (!call.method().equals("POST")) {
            return Optional.empty();
        }
        Optional<Optional<String>> refusal =
                switch (deed) {
                    case "cancel" -> Optional.of(cancel());
                    case "change" -> Optional.of(change(Edit.of(call.json())));
                    case "refund" -> Optional.of(refund(amount(call.json().path("amount"))));
                    default -> Optional.empty();
                };
        return refusal.map(why -> why.map(said -> Reply.json(409, Json.object().put("errors", said)))
                .orElseGet(() -> Reply.ok(shown.get())));
    }

    private static Optional<BigDecimal> amount(JsonNode asked) {
        if (asked.isMissingNode() || asked.isNull()) {
            return Optional.empty();
        }
        BigDecimal amount = Json.amount(asked);
        if (amount.signum() <= 0) {
            throw new BadCall("amount: must be a number above zero, such as 1.00");
        }
        return Optional.of(amount);
    }
}
