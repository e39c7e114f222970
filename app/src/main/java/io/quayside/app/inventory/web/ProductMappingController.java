package io.quayside.app.inventory.web;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.MappingList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMapping.Origin;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.MapSkus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Under which names channels sell a product. */
@RestController
@RequestMapping("/api/v1/products")
@Tag(name = "Mappings")
class ProductMappingController {
    private final UnitOfWork unitOfWork;
    private final SkuMappings mappings;
    private final MapSkus mapSkus;
    private final MappingList list;

    ProductMappingController(UnitOfWork unitOfWork, SkuMappings mappings, MapSkus mapSkus, MappingList list) {
        this.unitOfWork = unitOfWork;
        this.mappings = mappings;
        this.mapSkus = mapSkus;
        this.list = list;
    }

    @GetMapping({"/{sku}/mappings", "/mappings"})
    @Operation(
            summary = "The names under which channels sell a product, besides its own SKU",
            description = "All of them on one page, by connection.")
    Page<MappingBody.Shown> list(@SkuInPath Sku sku, Merchant who) {
        who.require(ProductController.READ);
        return new Page<>(ofProduct(who, sku), null).map(MappingBody.Shown::of);
    }

    private List<SkuMapping> ofProduct(Merchant who, Sku sku) {
        return unitOfWork.run(who.tenant(), () -> mappings.ofProduct(who.tenant(), sku));
    }

    @PutMapping({"/{sku}/mappings", "/mappings"})
    @Operation(
            summary = "Sell a product under one more name on a connection",
            description =
                    "The name leaves the product that it was mapped to before. Open orders follow at once, and the"
                            + " channel is told the product's stock under this name.")
    Page<MappingBody.Shown> map(@SkuInPath Sku sku, @RequestBody ChannelItemBody body, Merchant who) {
        who.require(ProductController.WRITE);
        ChannelItem item = read(body, who);
        if (!mapSkus.map(who.tenant(), List.of(SkuMapping.toProduct(item, sku, Origin.BY_HAND)))
                .isEmpty()) {
            throw Problem.notFound("product");
        }
        return new Page<>(ofProduct(who, sku), null).map(MappingBody.Shown::of);
    }

    @DeleteMapping({"/{sku}/mappings", "/mappings"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take names from a product",
            description = "The one named by channelSku, productId or title; all names on the connection when none is"
                    + " given. Names that belong to other products stay.")
    void unmap(
            @SkuInPath Sku sku,
            @RequestParam ConnectionId connectionId,
            @RequestParam(required = false) @Nullable String channelSku,
            @RequestParam(required = false) @Nullable String productId,
            @RequestParam(required = false) @Nullable String title,
            Merchant who) {
        who.require(ProductController.WRITE);
        boolean all = channelSku == null && productId == null && title == null;
        ChannelItem named = all ? null : read(new ChannelItemBody(connectionId, channelSku, productId, title), who);
        mapSkus.unmap(
                who.tenant(),
                ofProduct(who, sku).stream()
                        .map(SkuMapping::item)
                        .filter(item -> named == null ? item.connection().equals(connectionId) : item.equals(named))
                        .toList());
    }

    private ChannelItem read(ChannelItemBody body, Merchant who) {
        List<FieldProblem> problems = new ArrayList<>();
        ChannelItem item = body.read(list.connections(who.tenant()).keySet(), problems);
        if (item == null) {
            throw Problem.invalid(problems);
        }
        return item;
    }
}
