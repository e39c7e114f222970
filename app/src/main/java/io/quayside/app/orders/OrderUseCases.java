package io.quayside.app.orders;

import io.quayside.app.orders.persistence.JdbcReviews;
import io.quayside.domain.integrations.Deliveries;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.inventory.Bundles;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.inventory.StockLedger;
import io.quayside.domain.kernel.EventRecorder;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AdjustStock;
import io.quayside.domain.orders.AllocationProcess;
import io.quayside.domain.orders.AllocationRules;
import io.quayside.domain.orders.CancelOrder;
import io.quayside.domain.orders.Catalog;
import io.quayside.domain.orders.ChangeCatalog;
import io.quayside.domain.orders.EditOrder;
import io.quayside.domain.orders.HoldOrder;
import io.quayside.domain.orders.KeepProduct;
import io.quayside.domain.orders.MapSkus;
import io.quayside.domain.orders.OrderFilters;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.domain.orders.ReconsiderOrders;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.ReleaseOrder;
import io.quayside.domain.orders.ResolveReview;
import io.quayside.domain.orders.Reviews;
import io.quayside.domain.orders.ShipOrder;
import io.quayside.domain.orders.SplitOrder;
import io.quayside.domain.orders.TakeInOrder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the program does with orders and their stock; the core knows no framework, so it is put together here. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OrderUseCases {
    @Bean
    AllocationProcess allocationProcess(
            UnitOfWork unitOfWork,
            Orders orders,
            StockLedger stockLedger,
            EventRecorder events,
            JdbcReviews reviews,
            AllocationRules rules,
            Catalog catalog,
            SkuMappings mappings,
            Ids ids,
            Clock clock) {
        return new AllocationProcess(
                unitOfWork, orders, stockLedger, reviews.following(events), rules, catalog, mappings, ids, clock);
    }

    @Bean
    ReceiveOrders receiveOrders(
            UnitOfWork unitOfWork,
            Orders orders,
            Deliveries deliveries,
            OrderFilters filters,
            AllocationProcess allocation,
            Ids ids) {
        return new ReceiveOrders(unitOfWork, orders, deliveries, filters, allocation, ids);
    }

    @Bean
    ReconsiderOrders reconsiderOrders(
            UnitOfWork unitOfWork, Orders orders, OrderFilters filters, AllocationProcess allocation) {
        return new ReconsiderOrders(unitOfWork, orders, filters, allocation);
    }

    @Bean
    TakeInOrder takeInOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new TakeInOrder(unitOfWork, orders, allocation);
    }

    @Bean
    ResolveReview resolveReview(UnitOfWork unitOfWork, Reviews reviews, Orders orders, AllocationProcess allocation) {
        return new ResolveReview(unitOfWork, reviews, orders, allocation);
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
    SplitOrder splitOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        return new SplitOrder(unitOfWork, orders, allocation);
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
            AllocationRules rules,
            Catalog catalog,
            ChangeCatalog changes) {
        return new AdjustStock(unitOfWork, orders, stockLedger, allocation, rules, catalog, changes);
    }

    @Bean
    ChangeCatalog changeCatalog(UnitOfWork unitOfWork, Catalog catalog, AllocationProcess allocation) {
        return new ChangeCatalog(unitOfWork, catalog, allocation);
    }

    @Bean
    MapSkus mapSkus(
            ChangeCatalog changes, Catalog catalog, SkuMappings mappings, EventRecorder events, Ids ids, Clock clock) {
        return new MapSkus(changes, catalog, mappings, events, ids, clock);
    }

    @Bean
    KeepProduct keepProduct(
            ChangeCatalog changes,
            Catalog catalog,
            Products products,
            Bundles bundles,
            StockLedger stockLedger,
            EventRecorder events,
            Ids ids,
            Clock clock) {
        return new KeepProduct(changes, catalog, products, bundles, stockLedger, events, ids, clock);
    }
}
