package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.MappingList;
import io.quayside.app.inventory.persistence.MappingList.Position;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.MapSkus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What channels' items are to us: many at once, by request or by file. */
@RestController
@RequestMapping("/api/v1/mappings")
@Tag(name = "Mappings")
class MappingController {
    private static final int MOST = 500;

    private final MapSkus mapSkus;
    private final MappingList mappings;
    private final MappingImport mappingImport;

    MappingController(MapSkus mapSkus, MappingList mappings, MappingImport mappingImport) {
        this.mapSkus = mapSkus;
        this.mappings = mappings;
        this.mappingImport = mappingImport;
    }

    @GetMapping
    @Operation(
            summary = "All mappings, by connection and name",
            description = "Items whose channel SKU equals our SKU need no mapping and are not listed.")
    Page<MappingBody.Shown> list(
            @RequestParam(required = false) @Nullable ConnectionId connectionId,
            @ParameterObject PageRequest page,
            Merchant who) {
        who.require(ProductController.READ);
        Position after = page.after(3).map(Positions::read).orElse(null);
        return Page.of(
                        mappings.page(who.tenant(), connectionId, after, page.size() + 1),
                        page.size(),
                        last -> Positions.cursor(last.item()))
                .map(MappingBody.Shown::of);
    }

    /** At most 500. */
    record Mappings(@Nullable List<MappingBody> mappings) {}

    /** In the order of the request. */
    record Results(List<Result> results) {}

    /**
     * @param index place in the request, from 0
     * @param status 200 when it is made, 400 when not
     * @param errors what is wrong, empty when it is made
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Result(int index, int status, List<FieldProblem> errors) {}

    @PostMapping
    @ResponseStatus(HttpStatus.MULTI_STATUS)
    @Operation(
            summary = "Map up to 500 items at once",
            description = "Each stands for itself: a wrong one is answered with its errors and the others are made."
                    + " Open orders that waited for an item are released, those that held stock for what it was before"
                    + " give it back.")
    Results map(@RequestBody Mappings body, Merchant who) {
        who.require(ProductController.WRITE);
        List<MappingBody> wanted = body.mappings();
        if (wanted == null || wanted.isEmpty() || wanted.size() > MOST) {
            throw Problem.invalid("mappings", "is required: 1 to %d mappings".formatted(MOST));
        }
        Set<ConnectionId> connections = mappings.connections(who.tenant()).keySet();
        List<List<FieldProblem>> errors = new ArrayList<>();
        List<@Nullable SkuMapping> read = new ArrayList<>();
        for (MappingBody mapping : wanted) {
            List<FieldProblem> problems = new ArrayList<>();
            read.add(mapping.read(connections, problems));
            errors.add(problems);
        }
        List<SkuMapping> good = new ArrayList<>();
        for (SkuMapping mapping : read) {
            if (mapping != null) {
                good.add(mapping);
            }
        }
        Set<Sku> unknown = mapSkus.map(who.tenant(), good);
        List<Result> results = new ArrayList<>();
        for (int index = 0; index < wanted.size(); index++) {
            SkuMapping mapping = read.get(index);
            if (mapping != null && mapping.product() != null && unknown.contains(mapping.product())) {
                errors.get(index).add(notInTheCatalog(mapping.product()));
            }
            results.add(new Result(index, errors.get(index).isEmpty() ? 200 : 400, errors.get(index)));
        }
        return new Results(results);
    }

    static FieldProblem notInTheCatalog(Sku sku) {
        return new FieldProblem("sku", "'%s' is not in the catalog".formatted(InvalidValue.excerpt(sku.value())));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Forget a mapping",
            description =
                    "Open orders with the item are held again until it is known, unless a product has the same SKU"
                            + " or is found by it.")
    void unmap(@ParameterObject ChannelItemBody item, Merchant who) {
        who.require(ProductController.WRITE);
        List<FieldProblem> problems = new ArrayList<>();
        ChannelItem named = item.read(mappings.connections(who.tenant()).keySet(), problems);
        if (named == null) {
            throw Problem.invalid(problems);
        }
        mapSkus.unmap(who.tenant(), List.of(named));
    }

    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Map by a CSV file",
            description = "Columns: connection (id or name), sku, one of channel_sku, product_id and title, and as"
                    + " wished use. Bad lines are told with line, field and reason; the others are made.")
    MappingImport.Result importFile(@RequestParam MultipartFile file, Merchant who) throws IOException {
        who.require(ProductController.WRITE);
        try (InputStream csv = file.getInputStream()) {
            return mappingImport.read(who.tenant(), csv);
        }
    }

    @PostMapping(
            path = "/import",
            consumes = {"text/csv", "text/plain"})
    @Operation(hidden = true)
    MappingImport.Result importBody(InputStream csv, Merchant who) throws IOException {
        who.require(ProductController.WRITE);
        return mappingImport.read(who.tenant(), csv);
    }

    /** Cursors of lists of items. */
    static final class Positions {
        private Positions() {}

        static Cursor cursor(ChannelItem item) {
            return Cursor.of(item.connection(), item.kind(), item.name());
        }

        static Position read(Cursor cursor) {
            try {
                return new Position(
                        new ConnectionId(cursor.uuid(0)), ChannelItem.Kind.valueOf(cursor.text(1)), cursor.text(2));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("cursor", "is not one that this list gave out: start again without it");
            }
        }
    }
}
