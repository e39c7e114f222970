package io.quayside.app.integrations;

import io.quayside.domain.integrations.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * This installation's own registration with a platform, where consent needs one: {@code quayside.shopify.client-id},
 * {@code quayside.shopify.client-secret} and, where a simulator stands in for the platform, {@code
 * quayside.shopify.base-url}; the same for every other platform by its name. eBay knows the callback only by a name,
 * {@code quayside.ebay.ru-name}.
 */
@Component
class ConsentApps {
    private final Environment environment;

    ConsentApps(Environment environment) {
        this.environment = environment;
    }

    /** The merchant's answers with the installation's own beside them. */
    Map<String, String> complete(Platform platform, Map<String, String> answers) {
        Map<String, String> all = new LinkedHashMap<>(answers);
        add(all, "clientId", platform, "client-id");
        add(all, "clientSecret", platform, "client-secret");
        add(all, "baseUrl", platform, "base-url");
        add(all, "ruName", platform, "ru-name");
        add(all, "applicationId", platform, "application-id"); // Amazon's, beside the client's
        add(all, "draft", platform, "draft");
        return all;
    }

    private void add(Map<String, String> all, String name, Platform platform, String property) {
        String value = environment.getProperty("quayside.%s.%s".formatted(platform, property), "");
        if (!value.isBlank()) {
            all.put(name, value);
        }
    }
}
