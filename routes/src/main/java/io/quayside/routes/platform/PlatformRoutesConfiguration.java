package io.quayside.routes.platform;

import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.receive.Ingress;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each platform's own way in, where the operator has set it up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AmazonNotificationSettings.class)
class PlatformRoutesConfiguration {
    static final String QUEUE_IS_SET = "!'${quayside.amazon.notifications.queue-url:}'.isBlank()";

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression(PlatformRoutesConfiguration.QUEUE_IS_SET)
    AmazonNotifications amazonNotifications(
            AmazonNotificationSettings settings,
            ChannelAccounts accounts,
            ConnectionDirectory connections,
            Ingress ingress,
            Clock clock) {
        return new AmazonNotifications(settings, accounts, connections, ingress, clock);
    }

    @Bean
    @ConditionalOnExpression(PlatformRoutesConfiguration.QUEUE_IS_SET)
    AmazonNotificationRoutes amazonNotificationRoutes(AmazonNotifications notifications) {
        return new AmazonNotificationRoutes(notifications);
    }
}
