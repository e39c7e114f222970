package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.MappingList;
import io.quayside.app.inventory.persistence.MappingList.Position;
import io.quayside.app.inventory.persistence.MappingList.Suggestion;
import io.quayside.app.inventory.persistence.MappingList.Unmapped;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What open orders of a connection wait for because nobody knows what it is. */
@RestController
@RequestMapping("/api/v1/integrations/{id}/unmapped")
@Tag(name = "Mappings")
class UnmappedController {
    private final MappingList mappings;

    UnmappedController(MappingList mappings) {
        this.mappings = mappings;
    }

    /** Exactly one of {@code channelSku}, {@code productId} and a title alone names the item; the title is always told. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record UnmappedItem(
            @Nullable String channelSku,
            @Nullable String productId,
            String title,
            @Nullable String barcode,
            @Schema(description = "Open orders that wait for it") int orders,
            @Schema(description = "Units that they want together") long units,
            @Schema(description = "When the oldest of them was placed") Instant since,
            @Schema(description = "Products that it may be, the likeliest first; nothing is mapped by itself")
                    List<Suggestion> suggestions) {
        static UnmappedItem of(Unmapped item) {
            ChannelItemBody named = ChannelItemBody.of(item.item());
            return new UnmappedItem(
                    named.channelSku(),
                    named.productId(),
                    item.title(),
                    item.barcode(),
                    item.orders(),
                    item.units(),
                    item.since(),
                    item.suggestions());
        }
    }

    @GetMapping
    @Operation(
            summary = "Channel SKUs and custom lines that open orders wait for",
            description =
                    "Map them with PUT /api/v1/products/{sku}/mappings or POST /api/v1/mappings, and the orders go"
                            + " on by themselves.")
    Page<UnmappedItem> list(@PathVariable ConnectionId id, @ParameterObject PageRequest page, Merchant who) {
        who.require("integrations:read");
        if (!mappings.connections(who.tenant()).containsKey(id)) {
            throw Problem.notFound("integration");
        }
        Position after = page.after(3).map(MappingController.Positions::read).orElse(null);
        return Page.of(
                        mappings.unmapped(who.tenant(), id, after, page.size() + 1),
                        page.size(),
                        last -> MappingController.Positions.cursor(last.item()))
                .map(UnmappedItem::of);
    }
}
