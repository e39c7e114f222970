package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.ProductList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.KeepProduct;
import io.quayside.domain.orders.KeepProduct.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The catalog. A new product makes its SKU known to stock, so that orders are no longer held for it. */
@RestController
@RequestMapping("/api/v1/products")
@Tag(name = "Products")
class ProductController {
    static final String READ = "products:read";
    static final String WRITE = "products:write";

    private final KeepProduct keepProduct;
    private final ProductList products;

    ProductController(KeepProduct keepProduct, ProductList products) {
        this.keepProduct = keepProduct;
        this.products = products;
    }

    /** A part of a bundle. */
    record Component(
            @Schema(description = "A product that is stocked itself", requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable
                    String sku,
            @Schema(description = "Units in one bundle, 1 to 10000", example = "2") @Nullable Integer quantity) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProductResponse(
            Sku sku,
            String title,
            @Nullable String barcode,
            @Schema(description = "What a bundle is made of; empty for a product that is stocked itself")
                    List<Part> components,
            @Schema(description = "Units, or whole bundles, that can be promised now") int available) {
        /** A part of a bundle. */
        record Part(Sku sku, int quantity) {}

        static ProductResponse of(ProductList.Entry entry) {
            return new ProductResponse(
                    entry.product().sku(),
                    entry.product().title(),
                    entry.product().barcode(),
                    entry.components().stream()
                            .map(part -> new Part(part.sku(), part.quantity().value()))
                            .toList(),
                    entry.available());
        }
    }

    /** @param title the SKU when absent */
    record ProductRequest(
            @Nullable String sku,
            @Nullable String title,
            @Schema(description = "GTIN, UPC or your own, as printed; finds the channel's item where SKUs differ")
                    @Nullable
                    String barcode,
            @Schema(
                            description = "Makes it a bundle: sold under its SKU, made of these, never stocked itself."
                                    + " Left out or empty for a product that is stocked")
                    @Nullable
                    List<Component> components) {
        Product toDomain(Sku known) {
            try {
                return new Product(known, title == null ? known.value() : title, barcode);
            } catch (InvalidValue e) {
                throw Problem.invalid("title", String.valueOf(e.getMessage()));
            }
        }

        @Nullable
        Bundle bundle(Sku known) {
            if (components == null || components.isEmpty()) {
                return null;
            }
            List<FieldProblem> problems = new ArrayList<>();
            List<Bundle.Component> parts = new ArrayList<>();
            for (int index = 0; index < components.size(); index++) {
                read(components.get(index), "components[%d]".formatted(index), parts, problems);
            }
            if (!problems.isEmpty()) {
                throw Problem.invalid(problems);
            }
            try {
                return new Bundle(known, parts);
            } catch (InvalidValue e) {
                throw Problem.invalid("components", String.valueOf(e.getMessage()));
            }
        }

        private static void read(
                Component component, String field, List<Bundle.Component> parts, List<FieldProblem> problems) {
            if (component.sku() == null) {
                problems.add(new FieldProblem(field + ".sku", "is required"));
                return;
            }
            Sku sku = Inputs.sku(field + ".sku", component.sku());
            try {
                parts.add(new Bundle.Component(
                        sku, Quantity.of(component.quantity() == null ? 1 : component.quantity())));
            } catch (InvalidValue e) {
                problems.add(new FieldProblem(field + ".quantity", String.valueOf(e.getMessage())));
            }
        }
    }

    @GetMapping
    @Operation(summary = "Products and bundles, by SKU")
    Page<ProductResponse> list(@ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        Sku after = page.after(1)
                .map(cursor -> Inputs.sku("cursor", cursor.text(0)))
                .orElse(null);
        return Page.of(
                        products.page(who.tenant(), after, page.size() + 1),
                        page.size(),
                        last -> Cursor.of(last.product().sku()))
                .map(ProductResponse::of);
    }

    @GetMapping("/{sku}")
    @Operation(summary = "A product or bundle")
    ProductResponse show(@SkuInPath Sku sku, Merchant who) {
        who.require(READ);
        return shown(sku, who);
    }

    private ProductResponse shown(Sku sku, Merchant who) {
        return products.find(who.tenant(), sku).map(ProductResponse::of).orElseThrow(() -> Problem.notFound("product"));
    }

    @PostMapping
    @Operation(
            summary = "Add a product or bundle",
            description =
                    "Orders that were held for its SKU, for the same SKU in other capitals, or for its barcode go on"
                            + " by themselves.")
    ResponseEntity<ProductResponse> add(@RequestBody ProductRequest body, Merchant who) {
        who.require(WRITE);
        if (body.sku() == null) {
            throw Problem.invalid("sku", "is required");
        }
        return keep(Inputs.sku("sku", body.sku()), body, who, true);
    }

    @PutMapping("/{sku}")
    @Operation(
            summary = "Add a product or bundle, or replace it",
            description = "Without components it is stocked itself from then on. A bundle's components must be in the"
                    + " catalog and no bundles themselves. Open orders follow at once.")
    ResponseEntity<ProductResponse> put(@SkuInPath Sku sku, @RequestBody ProductRequest body, Merchant who) {
        who.require(WRITE);
        if (body.sku() != null && !Inputs.sku("sku", body.sku()).equals(sku)) {
            throw Problem.invalid("sku", "is not the one in the path: a product keeps its SKU");
        }
        return keep(sku, body, who, false);
    }

    private ResponseEntity<ProductResponse> keep(Sku sku, ProductRequest body, Merchant who, boolean onlyNew) {
        Outcome outcome = keepProduct.keep(who.tenant(), body.toDomain(sku), body.bundle(sku), onlyNew);
        if (outcome instanceof Outcome.Refused refused) {
            throw Problem.invalid(refused.field(), refused.reason());
        }
        if (!(outcome instanceof Outcome.Kept kept)) {
            throw Problem.conflict("already-exists", "The product is there already", "change it by PUT instead");
        }
        if (!kept.added()) {
            return ResponseEntity.ok(shown(sku, who));
        }
        String path = UriUtils.encodePathSegment(sku.value(), StandardCharsets.UTF_8);
        return ResponseEntity.created(URI.create("/api/v1/products/" + path)).body(shown(sku, who));
    }
}
