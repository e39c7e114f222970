package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AdjustStock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
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
class ProductController {
    private static final String READ = "products:read";
    private static final String WRITE = "products:write";

    private final UnitOfWork unitOfWork;
    private final Products products;
    private final AdjustStock adjustStock;

    ProductController(UnitOfWork unitOfWork, Products products, AdjustStock adjustStock) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.adjustStock = adjustStock;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProductResponse(Sku sku, String title, @Nullable String barcode) {
        static ProductResponse of(Product product) {
            return new ProductResponse(product.sku(), product.title(), product.barcode());
        }
    }

    /** @param title the SKU when absent */
    record ProductRequest(@Nullable String sku, @Nullable String title, @Nullable String barcode) {
        Product toDomain(Sku known) {
            try {
                return new Product(known, title == null ? known.value() : title, barcode);
            } catch (InvalidValue e) {
                throw Problem.invalid("title", String.valueOf(e.getMessage()));
            }
        }
    }

    /** By SKU. */
    @GetMapping
    Page<ProductResponse> list(PageRequest page, Merchant who) {
        who.require(READ);
        Sku after = page.after(1)
                .map(cursor -> Inputs.sku("cursor", cursor.text(0)))
                .orElse(null);
        List<Product> oneMore = unitOfWork.run(who.tenant(), () -> products.list(who.tenant(), after, page.size() + 1));
        return Page.of(oneMore, page.size(), last -> Cursor.of(last.sku())).map(ProductResponse::of);
    }

    @GetMapping("/{sku}")
    ProductResponse show(@SkuInPath Sku sku, Merchant who) {
        who.require(READ);
        return find(who.tenant(), sku).map(ProductResponse::of).orElseThrow(() -> Problem.notFound("product"));
    }

    @PostMapping
    ResponseEntity<ProductResponse> add(@RequestBody ProductRequest body, Merchant who) {
        who.require(WRITE);
        if (body.sku() == null) {
            throw Problem.invalid("sku", "is required");
        }
        Product product = body.toDomain(Inputs.sku("sku", body.sku()));
        if (find(who.tenant(), product.sku()).isPresent()) {
            throw exists();
        }
        try {
            save(who.tenant(), product);
        } catch (DataIntegrityViolationException sameMoment) {
            throw exists();
        }
        return created(product);
    }

    /** Adds the product or replaces it. */
    @PutMapping("/{sku}")
    ResponseEntity<ProductResponse> put(@SkuInPath Sku sku, @RequestBody ProductRequest body, Merchant who) {
        who.require(WRITE);
        if (body.sku() != null && !Inputs.sku("sku", body.sku()).equals(sku)) {
            throw Problem.invalid("sku", "is not the one in the path: a product keeps its SKU");
        }
        Product product = body.toDomain(sku);
        boolean known = find(who.tenant(), sku).isPresent();
        save(who.tenant(), product);
        return known ? ResponseEntity.ok(ProductResponse.of(product)) : created(product);
    }

    private Optional<Product> find(TenantId tenant, Sku sku) {
        return unitOfWork.run(tenant, () -> products.find(tenant, sku));
    }

    /** Stock first: after a crash in between the call can be repeated as it was. */
    private void save(TenantId tenant, Product product) {
        adjustStock.introduce(tenant, product.sku());
        unitOfWork.execute(tenant, () -> products.save(tenant, product));
    }

    private static ResponseEntity<ProductResponse> created(Product product) {
        String sku = UriUtils.encodePathSegment(product.sku().value(), StandardCharsets.UTF_8);
        return ResponseEntity.created(URI.create("/api/v1/products/" + sku)).body(ProductResponse.of(product));
    }

    private static Problem exists() {
        return Problem.conflict("already-exists", "The product is there already", "change it by PUT instead");
    }
}
