package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Magento's errors say: a message with places like {@code %1} or {@code %fieldName}, filled from its parameters. */
final class MagentoFailures implements JsonApi.Failures {
    @Override
    public String words(JsonNode body) {
        List<String> words = new ArrayList<>();
        if (body.path("message").isTextual()) {
            words.add(filled(body.path("message").asText(), body.path("parameters")));
        }
        for (JsonNode error : body.path("errors")) {
            words.add(error.isTextual() ? error.asText() : words(error));
        }
        if (body.path("error_description").isTextual()) { // of Adobe's identity service
            words.add(body.path("error_description").asText());
        }
        return String.join(" ", words);
    }

    private static String filled(String message, JsonNode parameters) {
        Map<String, String> values =
                new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        if (parameters.isArray()) {
            for (int i = 0; i < parameters.size(); i++) {
                values.put("%" + (i + 1), parameters.get(i).asText());
            }
        } else {
            parameters
                    .fields()
                    .forEachRemaining(field ->
                            values.put("%" + field.getKey(), field.getValue().asText()));
        }
        String text = message;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text.replaceAll("\\s+", " "); // lists of problems come in lines
    }

    @Override
    public Optional<ConnectorException> special(Answer answer, JsonNode body) {
        String words = words(body);
        String told = words.toLowerCase(Locale.ROOT);
        if (answer.status() == 404 && told.contains("does not match any route")) {
            return Optional.of(new ConnectorException.Unsupported(
                    "the shop does not offer this: a module is missing or switched off."));
        }
        if (!answer.isSuccess()
                && (told.contains("deadlock")
                        || told.contains("sqlstate[40001]")
                        || told.contains("lock wait timeout"))) {
            return Optional.of(new ConnectorException.Temporary("Magento's database was busy; it is tried again."));
        }
        if (answer.status() == 401 && told.contains("isn't authorized to access")) {
            return Optional.of(new ConnectorException.MerchantMustAct(
                    "The integration lacks a permission, or was deactivated (%s): in Magento under System, Integrations, grant it and activate again."
                            .formatted(JsonApi.excerpt(words))));
        }
        return Optional.empty();
    }

    /** Whether the call was refused for its time or its nonce alone, so that one that is signed anew may pass. */
    static boolean isStaleSignature(ConnectorException failure) {
        String told = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return told.contains("nonce") || told.contains("timestamp_refused") || told.contains("oauth_timestamp");
    }

    /** Whether what was asked for is not there (HTTP 404). */
    static boolean isUnknown(ConnectorException failure) {
        String told = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return told.contains("http 404")
                && (told.contains("doesn't exist") || told.contains("no such entity") || told.contains("not found"));
    }
}
