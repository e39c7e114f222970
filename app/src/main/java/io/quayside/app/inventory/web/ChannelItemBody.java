package io.quayside.app.inventory.web;

import io.quayside.app.http.FieldProblem;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.InvalidValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names a channel's item: exactly one of its SKU, its product id and its title. */
record ChannelItemBody(
        @Schema(description = "The connection that sells it", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
                ConnectionId connectionId,
        @Schema(description = "The channel's own SKU", example = "mug-red-11oz") @Nullable String channelSku,
        @Schema(
                        description =
                                "The channel's own product id, for lines without a SKU; with the variant's id after a slash",
                        example = "8123/4711")
                @Nullable
                String productId,
        @Schema(description = "The line's title, for custom lines without SKU and product id", example = "Engraving")
                @Nullable
                String title) {

    static ChannelItemBody of(ChannelItem item) {
        return new ChannelItemBody(
                item.connection(),
                item.kind() == ChannelItem.Kind.SKU ? item.name() : null,
                item.kind() == ChannelItem.Kind.PRODUCT_ID ? item.name() : null,
                item.kind() == ChannelItem.Kind.TITLE ? item.name() : null);
    }

    /**
     * @param connections those of the merchant
     * @param problems takes what is wrong
     * @return absent when something is wrong
     */
    @Nullable
    ChannelItem read(Set<ConnectionId> connections, List<FieldProblem> problems) {
        List<FieldProblem> found = new ArrayList<>();
        ConnectionId connection = connectionId;
        if (connection == null) {
            found.add(new FieldProblem("connectionId", "is required"));
        } else if (!connections.contains(connection)) {
            found.add(new FieldProblem("connectionId", "is no connection of yours"));
        }
        long names = Stream.of(channelSku, productId, title)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .count();
        if (names != 1) {
            found.add(new FieldProblem("channelSku", "name exactly one of channelSku, productId and title"));
        }
        problems.addAll(found);
        return found.isEmpty() && connection != null ? item(connection, problems) : null;
    }

    private @Nullable ChannelItem item(ConnectionId connection, List<FieldProblem> problems) {
        boolean bySku = channelSku != null && !channelSku.isBlank();
        boolean byId = productId != null && !productId.isBlank();
        try {
            return bySku
                    ? new ChannelItem(connection, ChannelItem.Kind.SKU, String.valueOf(channelSku))
                    : byId
                            ? new ChannelItem(connection, ChannelItem.Kind.PRODUCT_ID, String.valueOf(productId))
                            : new ChannelItem(connection, ChannelItem.Kind.TITLE, String.valueOf(title));
        } catch (InvalidValue e) {
            problems.add(new FieldProblem(
                    bySku ? "channelSku" : byId ? "productId" : "title", String.valueOf(e.getMessage())));
            return null;
        }
    }
}
