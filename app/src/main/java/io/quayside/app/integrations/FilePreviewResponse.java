package io.quayside.app.integrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.connectors.csv.CsvOrderReader;
import io.quayside.connectors.csv.FilePreview;
import io.quayside.connectors.csv.FilePreview.Match;
import io.quayside.connectors.csv.StandardLayout;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.Flag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an order file would be read. Nothing of it was stored. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record FilePreviewResponse(
        @Schema(description = "Whether orders can be made of it; if not, see problem and missing") boolean readable,
        @Schema(description = "Why nothing can be read; empty when it can") String problem,
        @Schema(description = "standard, custom or a platform's; absent while no layout fits") @Nullable String layout,
        @Schema(description = "comma, semicolon, tab, pipe or the character itself") String delimiter,
        String charset,
        @Schema(description = "DOT or COMMA") @Nullable String decimal,
        @Schema(description = "YMD, DMY, MDY or the pattern that was set") @Nullable String dateFormat,
        List<FileColumn> columns,
        List<StandardColumn> standardColumns,
        @Schema(description = "Standard columns that are still needed") List<String> missing,
        @Schema(description = "The file's column to the standard column, ready to be saved as the setting 'columns'")
                Map<String, String> mapping,
        @Schema(description = "Rows without the header and blank lines") long rows,
        @Schema(description = "Orders that would be imported") long orderCount,
        @Schema(description = "Rows that would not be imported") long failedRows,
        @Schema(description = "The first of them") List<PreviewOrder> orders,
        @Schema(description = "The first of them, with why") List<FailedRow> failures,
        @Schema(description = "What a person should look at") List<String> warnings) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FileColumn(
            String name,
            @Schema(description = "The first different values") List<String> samples,
            @Schema(description = "What it is read as") @Nullable String standardColumn,
            Match match) {}

    record StandardColumn(
            String name, boolean required, String meaning, @Schema(description = "A value for it") String example) {}

    record FailedRow(
            @Schema(description = "Where the row begins, from 1") long line,
            @Schema(description = "The column as the file names it; empty for the row as a whole") String field,
            String reason,
            List<String> cells) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PreviewOrder(
            String number,
            long firstLine,
            long lastLine,
            Instant placedAt,
            String financialStatus,
            @Nullable String customer,
            @Nullable String email,
            @Schema(description = "In one line; absent without an address") @Nullable String shipTo,
            Money shipping,
            Money tax,
            Money total,
            List<PreviewLine> lines,
            @Schema(description = "What would be flagged, in words") List<String> flags) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PreviewLine(@Nullable Sku sku, String title, int quantity, Money unitPrice, Money total) {}

    static FilePreviewResponse of(FilePreview preview) {
        CsvOrderReader.Summary summary = preview.summary().orElse(null);
        return new FilePreviewResponse(
                summary != null,
                preview.problem(),
                preview.layout().orElse(null),
                preview.delimiter(),
                preview.charset(),
                summary == null ? null : summary.decimal(),
                summary == null ? null : summary.dateFormat(),
                preview.columns().stream()
                        .map(column -> new FileColumn(
                                column.name(),
                                column.samples(),
                                column.standard().orElse(null),
                                column.match()))
                        .toList(),
                StandardLayout.columns().stream()
                        .map(column -> new StandardColumn(
                                column.name(), column.required(), column.meaning(), column.example()))
                        .toList(),
                preview.missing(),
                preview.suggested(),
                summary == null ? 0 : summary.rows(),
                summary == null ? 0 : summary.orders(),
                summary == null ? 0 : summary.problems(),
                preview.orders().stream().map(FilePreviewResponse::order).toList(),
                preview.refused().stream()
                        .map(row -> new FailedRow(row.line(), row.field(), row.reason(), row.cells()))
                        .toList(),
                summary == null ? List.of() : summary.warnings());
    }

    private static PreviewOrder order(FilePreview.ReadOrder read) {
        CanonicalOrder order = read.order();
        Customer customer = order.customer();
        return new PreviewOrder(
                order.number(),
                read.firstLine(),
                read.lastLine(),
                order.placedAt(),
                order.financialStatus().name(),
                customer == null ? null : customer.name(),
                customer == null ? null : customer.email(),
                order.shippingAddress() == null ? null : shipTo(order.shippingAddress()),
                order.totals().shipping(),
                order.totals().tax(),
                order.totals().grandTotal(),
                order.lines().stream()
                        .map(line -> new PreviewLine(
                                line.sku(), line.title(), line.quantity().value(), line.unitPrice(), line.total()))
                        .toList(),
                order.flags().stream().map(Flag::detail).toList());
    }

    private static String shipTo(Address address) {
        return Stream.of(
                        address.name(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.postalCode(),
                        address.city(),
                        address.region(),
                        address.countryCode())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }
}
