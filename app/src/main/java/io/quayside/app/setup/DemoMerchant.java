package io.quayside.app.setup;

import io.quayside.app.integrations.ConnectByConsent;
import io.quayside.app.integrations.ConnectionDesk;
import io.quayside.app.integrations.DropAccounts;
import io.quayside.app.integrations.DropAccounts.DropAccess;
import io.quayside.app.inventory.web.StockImport;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.receive.DropFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a newcomer finds: stock, a connected shop whose orders arrive, and a folder into which a file of orders was
 * dropped. Made only by what every merchant can do too: a count by file, consent in the shop's own page, a drop.
 */
@Component
@ConditionalOnProperty("quayside.demo.enabled")
@EnableConfigurationProperties(DemoSettings.class)
class DemoMerchant {
    private static final Platform SHOPIFY = new Platform("shopify");
    private static final Platform FILES = new Platform("csv");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final String SAMPLE = "sample-orders.csv";

    private final DemoSettings settings;
    private final StockImport stock;
    private final ConnectByConsent consent;
    private final ConnectionDesk desk;
    private final DropAccounts dropAccounts;
    private final UnitOfWork unitOfWork;

    DemoMerchant(
            DemoSettings settings,
            StockImport stock,
            ConnectByConsent consent,
            ConnectionDesk desk,
            DropAccounts dropAccounts,
            UnitOfWork unitOfWork) {
        this.settings = settings;
        this.stock = stock;
        this.consent = consent;
        this.desk = desk;
        this.dropAccounts = dropAccounts;
        this.unitOfWork = unitOfWork;
    }

    /** Everything, for a merchant who has nothing yet. */
    DropAccess furnish(TenantId tenant) throws IOException {
        try (InputStream products = new ClassPathResource("demo/products.csv").getInputStream()) {
            stock.read(tenant, products);
        }
        connectShop(tenant);
        return dropSample(tenant);
    }

    /**
     * The simulated shop forgets with every stop who listens to it, as no true one does: so consent is given again,
     * unless the merchant has disconnected or paused it.
     */
    void reconnect(TenantId tenant) throws IOException {
        Optional<Connection> shop = desk.list(tenant).stream()
                .filter(connection -> connection.platform().equals(SHOPIFY))
                .filter(connection -> settings.shop()
                        .equals(desk.openCredentials(tenant, connection).get("shop")))
                .findFirst();
        if (shop.isPresent() && shop.get().status() != Connection.Status.PAUSED) {
            connectShop(tenant);
        }
    }

    private void connectShop(TenantId tenant) throws IOException {
        URI page = consent.begin(tenant, SHOPIFY, Map.of("shop", settings.shop(), "name", "Demo shop"))
                .page();
        consent.complete(SHOPIFY, approve(page));
    }

    /** What the merchant's browser would be sent back with. */
    private static Map<String, String> approve(URI page) throws IOException {
        HttpClient browser =
                HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
        HttpRequest approval = HttpRequest.newBuilder(URI.create(page + "&sandbox_approve=1"))
                .timeout(LONGEST_ANSWER)
                .build();
        try {
            HttpResponse<Void> answer = browser.send(approval, HttpResponse.BodyHandlers.discarding());
            URI back = answer.headers()
                    .firstValue("Location")
                    .map(URI::create)
                    .orElseThrow(
                            () -> new IOException("the sandbox answered consent with HTTP " + answer.statusCode()));
            Map<String, String> query = new HashMap<>();
            UriComponentsBuilder.fromUri(back)
                    .build(true)
                    .getQueryParams()
                    .forEach((name, values) ->
                            query.put(name, URLDecoder.decode(values.get(0), StandardCharsets.UTF_8)));
            return query;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while connecting the demo shop", e);
        }
    }

    private DropAccess dropSample(TenantId tenant) throws IOException {
        DropAccess access = unitOfWork.run(tenant, () -> {
            Connection files = desk.establish(
                    tenant, FILES, "Order files", new HashMap<>(), new HashMap<>(Map.of("currency", "USD")));
            return dropAccounts.create(tenant, files.id());
        });
        Path inbox = Path.of(access.folder()).resolve(DropFolder.INBOX);
        Path arriving = inbox.resolve("." + SAMPLE + ".uploading");
        try (InputStream sample = new ClassPathResource("demo/" + SAMPLE).getInputStream()) {
            Files.copy(sample, arriving, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(arriving, inbox.resolve(SAMPLE), StandardCopyOption.ATOMIC_MOVE);
        return access;
    }
}
