package io.quayside.app.orders;

import io.quayside.domain.integrations.Deliveries;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AdjustStock;
import io.quayside.domain.orders.AllocationProcess;
import io.quayside.domain.orders.AllocationRules;
import io.quayside.domain.orders.CancelOrder;
import io.quayside.domain.orders.EditOrder;
import io.quayside.domain.orders.HoldOrder;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.ReleaseOrder;
import io.quayside.domain.orders.ShipOrder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the program does with orders and their stock; the core knows no framework, so it is put together here. */
@Configuration(proxyBeanMethods = false)
class OrderUseCases {
    @Bean
    AllocationProcess allocationProcess(
            UnitOfWork unitOfWork,
            Orders orders,
            StockLedger stockLedger,
            EventRecorder events,
            AllocationRules rules,
            Ids ids,
            Clock clock) {
        return new AllocationProcess(unitOfWork, orders, stockLedger, events, rules, ids, clock);
    }

    @Bean
    ReceiveOrders receiveOrders(
            UnitOfWork unitOfWork, Orders orders, Deliveries deliveries, AllocationProcess allocation, Ids ids) {
        return new ReceiveOrders(unitOfWork, orders, deliveries, allocation, ids);
    }

    @Bean
    CancelOrder cancelOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new CancelOrder(unitOfWork, orders, allocation);
    }

    @Bean
    EditOrder editOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new EditOrder(unitOfWork, orders, allocation);
    }

    @Bean
    HoldOrder holdOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new HoldOrder(unitOfWork, orders, allocation);
    }

    @Bean
    ShipOrder shipOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation, Ids ids) {
        return new ShipOrder(unitOfWork, orders, allocation, ids);
    }

    @Bean
    RefundOrder refundOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new RefundOrder(unitOfWork, orders, allocation);
    }

    @Bean
    ReleaseOrder releaseOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new ReleaseOrder(unitOfWork, orders, allocation);
    }

    @Bean
    AdjustStock adjustStock(
            UnitOfWork unitOfWork,
            Orders orders,
            StockLedger stockLedger,
            AllocationProcess allocation,
            AllocationRules rules) {
        return new AdjustStock(unitOfWork, orders, stockLedger, allocation, rules);
    }
}
