package io.quayside.app.inventory.web;

import io.quayside.app.http.Problem;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Product;
import io.quayside.domain.inventory.Products;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads a count of stock from a file; each line is a count of its own. */
@Component
public class StockImport {
    private static final String REASON = "count by file";
    private static final CsvTable TABLE =
            new CsvTable(Set.of("sku", "on_hand", "location", "title"), Set.of("sku", "on_hand"));

    private final StockChanges changes;
    private final Products products;
    private final UnitOfWork unitOfWork;

    StockImport(StockChanges changes, Products products, UnitOfWork unitOfWork) {
        this.changes = changes;
        this.products = products;
        this.unitOfWork = unitOfWork;
    }

    /**
     * @param lines that were read, without the header
     * @param counted lines whose stock is as they say now
     * @param failed lines that were refused; the first 1,000 are told of
     */
    public record Result(long lines, long counted, long failed, List<LineProblem> errors) {}

    /** @param line in the file, from 1 */
    public record LineProblem(long line, String field, String message) {}

    /** @throws Problem when the header does not name the columns */
    public Result read(TenantId tenant, InputStream csv) throws IOException {
        CsvTable.Tally tally = new CsvTable.Tally();
        TABLE.read(csv, tally, line -> count(tenant, line));
        return new Result(
                tally.lines(),
                tally.lines() - tally.failed(),
                tally.failed(),
                tally.errors().stream()
                        .map(error -> new LineProblem(error.line(), error.field(), error.message()))
                        .toList());
    }

    private void count(TenantId tenant, CsvTable.Line line) {
        Sku sku = line.read("sku", Sku::new);
        Quantity onHand = line.read("on_hand", StockImport::units);
        LocationId location =
                line.value("location").isEmpty() ? LocationId.MAIN : line.read("location", LocationId::new);
        if (!line.value("title").isEmpty()) {
            Product product = line.read("title", text -> new Product(sku, text, null));
            unitOfWork.execute(tenant, () -> {
                if (products.find(tenant, sku).isEmpty()) {
                    products.save(tenant, product);
                }
            });
        }
        try {
            changes.count(tenant, sku, location, onHand, REASON);
        } catch (InvalidValue e) {
            throw new CsvTable.BadLine("sku", String.valueOf(e.getMessage()));
        }
    }

    private static Quantity units(String text) {
        try {
            return Quantity.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new InvalidValue("'%s' is not a whole number of units".formatted(InvalidValue.excerpt(text)));
        }
    }
}
