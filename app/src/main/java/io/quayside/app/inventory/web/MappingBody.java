package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.FieldProblem;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMapping.Origin;
import io.quayside.domain.integrations.SkuMapping.Use;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping as callers write it: the item, and either a product or what to do without one. */
record MappingBody(
        @Nullable ConnectionId connectionId,
        @Nullable String channelSku,
        @Nullable String productId,
        @Nullable String title,
        @Schema(description = "Our SKU of the product or bundle that it is; left out with the other two uses") @Nullable
                String sku,
        @Schema(
                        description = "PRODUCT when a sku is given. SHIP_WITHOUT_STOCK: it is shipped but not stocked."
                                + " DO_NOT_SHIP: nothing leaves the house for it")
                @Nullable
                Use use) {

    /** @return absent when something is wrong, which {@code problems} says then */
    @Nullable
    SkuMapping read(Set<ConnectionId> connections, List<FieldProblem> problems) {
        ChannelItem item = new ChannelItemBody(connectionId, channelSku, productId, title).read(connections, problems);
        boolean named = sku != null && !sku.isBlank();
        Use wanted = use != null ? use : Use.PRODUCT;
        if (named != (wanted == Use.PRODUCT)) {
            problems.add(
                    named
                            ? new FieldProblem("use", "is PRODUCT, or left out, where a sku is named")
                            : new FieldProblem(
                                    "sku", "is required: our SKU, or else use SHIP_WITHOUT_STOCK or DO_NOT_SHIP"));
            return null;
        }
        Sku product = null;
        if (named) {
            try {
                product = new Sku(String.valueOf(sku));
            } catch (InvalidValue e) {
                problems.add(new FieldProblem("sku", String.valueOf(e.getMessage())));
                return null;
            }
        }
        return item == null ? null : new SkuMapping(item, wanted, product, Origin.BY_HAND);
    }

    /** A mapping as the API shows it; what is not given is null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            ConnectionId connectionId,
            @Nullable String channelSku,
            @Nullable String productId,
            @Nullable String title,
            @Nullable Sku sku,
            Use use,
            @Schema(
                            description =
                                    "How it came to be: found by an equal SKU in other capitals, found by the barcode,"
                                            + " or made by a person")
                    Origin origin) {
        static Shown of(SkuMapping mapping) {
            ChannelItemBody item = ChannelItemBody.of(mapping.item());
            return new Shown(
                    mapping.item().connection(),
                    item.channelSku(),
                    item.productId(),
                    item.title(),
                    mapping.product(),
                    mapping.use(),
                    mapping.origin());
        }
    }
}
