package io.quayside.connectors.magento;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of token endpoints: {@code name=value&…}. */
final class OAuthForm {
    private OAuthForm() {}

    /** What is no pair is left out. */
    static Map<String, String> read(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : text.strip().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException notEncoded) {
                    continue;
                }
            }
        }
        return form;
    }
}
