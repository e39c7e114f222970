package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.MARKET;
import static io.quayside.domain.orders.OrderExample.SHOP;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.MappingEvent.SkuMapped;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMapping.Origin;
import io.quayside.domain.integrations.SkuMapping.Use;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What channels call a product, and how orders find it (field-lessons 15, 16, 28). */
class MappingTest {
    private final Hub hub = new Hub();

    @AfterEach
    void theLawsHold() {
        hub.obeysTheLaws();
        hub.leavesNoOrderWaitingBesideFreeStock();
        hub.hasResolvedEveryLine();
    }

    @Test
    void anUnknownSkuHoldsItsOrderUntilItIsMapped() {
        hub.stock("MUG", 5);
        hub.receive(order("1").line("shop-mug", 2));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.flags("1")).containsExactly(Flag.Code.UNMAPPED_SKU);

        hub.map(SHOP, "shop-mug", "MUG");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.flags("1")).isEmpty();
        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.order("1").content().lines().get(0).sku())
                .as("the channel's own SKU stays a fact")
                .isEqualTo(new Sku("shop-mug"));
        assertThat(hub.events(OrderEvent.LineMapped.class)).hasSize(1);
    }

    @Test
    void aMappingIsOfOneConnectionOnly() {
        hub.stock("MUG", 5);
        hub.map(SHOP, "X", "MUG");

        hub.receive(order("1").line("X", 1), order("2").from(MARKET).line("X", 1));

        assertThat(hub.allocated("1")).isEqualTo(1);
        assertThat(hub.flags("2")).containsExactly(Flag.Code.UNMAPPED_SKU);
    }

    @Test
    void anotherMappingMovesTheReservationOfOpenOrders() {
        hub.stock("MUG", 5);
        hub.stock("CUP", 5);
        hub.map(SHOP, "X", "MUG");
        hub.receive(order("1").line("X", 3));

        hub.map(SHOP, "X", "CUP");

        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.reserved("CUP")).isEqualTo(3);
    }

    @Test
    void aPersonsMappingHoldsAgainstTheEqualSku() {
        hub.stock("MUG", 5);
        hub.stock("CUP", 5);
        hub.receive(order("1").line("MUG", 1));

        hub.map(SHOP, "MUG", "CUP");

        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.reserved("CUP")).isEqualTo(1);

        hub.unmap(SHOP, "MUG");

        assertThat(hub.reserved("MUG")).isEqualTo(1);
        assertThat(hub.reserved("CUP")).isZero();
    }

    @Test
    void withoutItsMappingAnUnknownItemIsHeldAgain() {
        hub.stock("MUG", 5);
        hub.map(SHOP, "X", "MUG");
        hub.receive(order("1").line("X", 1));

        hub.unmap(SHOP, "X");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.reserved("MUG")).isZero();
    }

    @Test
    void theSkuInOtherCapitalsIsFoundWhenOneProductAloneHasIt() {
        hub.stock("MUG-Red", 5);

        hub.receive(order("1").line("mug-RED", 2));

        assertThat(hub.reserved("MUG-Red")).isEqualTo(2);
        assertThat(hub.events(SkuMapped.class))
                .containsExactly(new SkuMapped(
                        ChannelItem.sku(SHOP, new Sku("mug-RED")), Use.PRODUCT, new Sku("MUG-Red"), Origin.EQUAL_SKU));
    }

    @Test
    void whatMayBeTwoProductsIsToldAndNeverGuessed() {
        hub.stock("MUG", 5);
        hub.stock("Mug", 5);

        hub.receive(order("1").line("mug", 2));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.order("1").heldBy()).singleElement().asString().contains("may be one of 'MUG', 'Mug'");
        assertThat(hub.events(SkuMapped.class)).isEmpty();
    }

    @Test
    void aProductOfExactlyTheSkuWinsOverWhatWasFound() {
        hub.stock("MUG", 5);
        hub.receive(order("1").line("mug", 2));

        hub.stock("mug", 5);
        hub.receive(order("2").line("mug", 1));

        assertThat(hub.reserved("mug")).as("of both orders").isEqualTo(3);
        assertThat(hub.reserved("MUG")).isZero();
    }

    @Test
    void theBarcodeIsFoundWhenOneProductAloneHasIt() {
        hub.product("MUG", "4006381333931");
        hub.stock("MUG", 5);

        hub.receive(order("1").line("X-1", 1, Map.of("ean", "4006381333931")));

        assertThat(hub.reserved("MUG")).isEqualTo(1);
        assertThat(hub.events(SkuMapped.class)).extracting(SkuMapped::origin).containsExactly(Origin.BARCODE);
    }

    @Test
    void aBarcodeOfTwoProductsIsToldAndNeverGuessed() {
        hub.product("MUG", "4006381333931");
        hub.product("CUP", "4006381333931");

        hub.receive(order("1").line("X-1", 1, Map.of("ean", "4006381333931")));

        assertThat(hub.order("1").heldBy()).singleElement().asString().contains("'CUP', 'MUG'");
    }

    @Test
    void aProductWithTheBarcodeReleasesTheOrdersThatWaited() {
        hub.receive(order("1").line("X-1", 1, Map.of("ean", "4006381333931")));

        hub.product("MUG", "4006381333931");

        assertThat(hub.flags("1")).containsExactly(Flag.Code.BACKORDERED);
    }

    @Test
    void aCustomLineIsMappedByItsTitleOrNeedsNoStock() {
        hub.stock("CARD", 5);
        hub.receive(order("1").line(null, 2, 2, true, FulfilledBy.MERCHANT));
        assertThat(hub.flags("1")).containsExactly(Flag.Code.MISSING_SKU);
        ChannelItem engraving = new ChannelItem(SHOP, ChannelItem.Kind.TITLE, "Custom engraving");

        hub.mapSkus.map(Hub.TENANT, List.of(SkuMapping.toProduct(engraving, new Sku("CARD"), Origin.BY_HAND)));
        assertThat(hub.reserved("CARD")).isEqualTo(2);

        hub.mapSkus.map(Hub.TENANT, List.of(new SkuMapping(engraving, Use.SHIP_WITHOUT_STOCK, null, Origin.BY_HAND)));
        assertThat(hub.reserved("CARD")).isZero();
        assertThat(hub.flags("1")).isEmpty();
    }

    @Test
    void whatIsNotToBeShippedLeavesTheOrderComplete() {
        hub.stock("MUG", 5);
        hub.receive(order("1").line("MUG", 1).line(null, 1, 1, true, FulfilledBy.MERCHANT));

        hub.mapSkus.map(
                Hub.TENANT,
                List.of(new SkuMapping(
                        new ChannelItem(SHOP, ChannelItem.Kind.TITLE, "Custom engraving"),
                        Use.DO_NOT_SHIP,
                        null,
                        Origin.BY_HAND)));
        hub.shipOrder.ship(
                Hub.TENANT, hub.id("1"), new ShipOrder.Wish(List.of(), "posten", List.of("A"), null, true, null));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.onHand("MUG")).isEqualTo(4);
    }

    @Test
    void aLineIsShippedFromWhatItWasReservedFor() {
        hub.stock("MUG", 5);
        hub.map(SHOP, "X", "MUG");
        hub.receive(order("1").line("X", 2));

        hub.shipOrder.ship(
                Hub.TENANT,
                hub.id("1"),
                new ShipOrder.Wish(
                        List.of(new Shipment.Line("L1", Quantity.of(1))), "posten", List.of("A"), null, true, null));

        assertThat(hub.onHand("MUG")).isEqualTo(4);
        assertThat(hub.reserved("MUG")).isEqualTo(1);
    }

    @Test
    void aProductThatIsNotInTheCatalogIsNoTarget() {
        assertThat(hub.mapSkus.map(
                        Hub.TENANT,
                        List.of(SkuMapping.toProduct(
                                ChannelItem.sku(SHOP, new Sku("X")), new Sku("NOWHERE"), Origin.BY_HAND))))
                .containsExactly(new Sku("NOWHERE"));
    }

    @Test
    void aBatchLooksOnceHoweverManyLinesItHas() {
        hub.stock("MUG", 50);
        OrderExample[] batch = new OrderExample[40];
        for (int index = 0; index < batch.length; index++) {
            batch[index] = order("many-" + index).line("MUG", 1).line("item-" + index, 1);
        }
        int before = hub.catalog.looks();

        hub.receive(batch);

        assertThat(hub.catalog.looks() - before).isEqualTo(1);
    }

    @Test
    void aChangeWhoseOrdersFollowedLeavesNoNote() {
        hub.receive(order("1").line("shop-mug", 2));

        hub.stock("MUG", 5);
        hub.map(SHOP, "shop-mug", "MUG");
        hub.bundle("SET", "2 MUG");
        hub.unmap(SHOP, "shop-mug");

        assertThat(hub.catalog.notes()).isEmpty();
    }

    @Test
    void ordersFollowAChangeThatAStopCutOff() {
        hub.stock("MUG", 5);
        hub.receive(order("1").line("shop-mug", 2));
        hub.unitOfWork.execute(Hub.TENANT, () -> {
            hub.catalog
                    .mappings()
                    .save(
                            Hub.TENANT,
                            List.of(SkuMapping.toProduct(
                                    ChannelItem.sku(SHOP, new Sku("shop-mug")), new Sku("MUG"), Origin.BY_HAND)));
            hub.catalog.leaveNote(Hub.TENANT);
        });

        hub.changeCatalog.catchUp(Hub.TENANT, hub.catalog.notes());

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.catalog.notes()).isEmpty();
    }
}
