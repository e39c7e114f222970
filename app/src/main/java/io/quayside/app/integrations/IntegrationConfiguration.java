package io.quayside.app.integrations;

import io.quayside.app.http.ProblemWriter;
import io.quayside.connectors.amazon.AmazonConnector;
import io.quayside.connectors.bigcommerce.BigCommerceConnector;
import io.quayside.connectors.csv.CsvConnector;
import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.magento.MagentoConnector;
import io.quayside.connectors.rest.RestConnector;
import io.quayside.connectors.shopify.ShopifyConnector;
import io.quayside.connectors.woocommerce.WooConnector;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.platform.AmazonNotificationSettings;
import io.quayside.routes.receive.Ingress;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The webhook edge and the threads that fetch. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IntegrationSettings.class, WebhookSettings.class, AmazonNotificationSettings.class})
class IntegrationConfiguration {
    /** Every platform of this installation; a new connector is added here and nowhere else. */
    @Bean
    ConnectorRegistry connectors(Clock clock, AmazonNotificationSettings amazonNotifications) {
        return new ConnectorRegistry(List.of(
                new ShopifyConnector(clock),
                new WooConnector(),
                new BigCommerceConnector(clock),
                new EbayConnector(clock),
                new AmazonConnector(clock, amazonNotifications.queueArn()),
                new MagentoConnector(clock),
                new CsvConnector(),
                new RestConnector(clock)));
    }

    @Bean
    ServletRegistrationBean<WebhookServlet> webhookServlet(
            ConnectionDirectory directory,
            JdbcChannelAccounts accounts,
            FormerConnections former,
            ConsentApps apps,
            ConnectorRegistry connectors,
            Ingress ingress,
            WebhookPulse pulse,
            WebhookKeyring keyring,
            PublicUrl publicUrl,
            ProblemWriter problems,
            Clock clock,
            WebhookSettings settings) {
        return new ServletRegistrationBean<>(
                new WebhookServlet(
                        directory,
                        accounts,
                        former,
                        apps,
                        connectors,
                        ingress,
                        pulse,
                        keyring,
                        publicUrl,
                        problems,
                        clock,
                        settings),
                "/webhooks/*");
    }

    /** Not Boot's own executor, whose queue has no end. */
    @Bean(defaultCandidate = false)
    ThreadPoolTaskExecutor fetchers(IntegrationSettings settings) {
        ThreadPoolTaskExecutor fetchers = new ThreadPoolTaskExecutor();
        fetchers.setThreadNamePrefix("fetch-");
        fetchers.setCorePoolSize(settings.fetchers());
        fetchers.setQueueCapacity(1_000);
        return fetchers;
    }

    /** Those that look after webhooks and count orders; apart from the fetches, which may be many and long. */
    @Bean(defaultCandidate = false)
    ThreadPoolTaskExecutor watchers() {
        ThreadPoolTaskExecutor watchers = new ThreadPoolTaskExecutor();
        watchers.setThreadNamePrefix("watch-");
        watchers.setCorePoolSize(8);
        watchers.setQueueCapacity(200);
        return watchers;
    }
}
