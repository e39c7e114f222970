package io.quayside.app.privacy;

import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AllocationProcess;
import io.quayside.domain.orders.ErasePersonalData;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.PersonalTraces;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the core's erasure together and lets the sweeps run. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrivacySettings.class)
@EnableScheduling
class PrivacyConfiguration {
    @Bean
    ErasePersonalData erasePersonalData(
            UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation, PersonalTraces traces) {
        return new ErasePersonalData(unitOfWork, orders, allocation, traces);
    }
}
