package io.quayside.app.inventory.web;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Counts of many SKUs in one CSV file: {@code sku,on_hand} and, as wished, {@code location} and {@code title}. */
@RestController
@RequestMapping("/api/v1/inventory/import")
class StockImportController {
    private final StockImport stockImport;

    StockImportController(StockImport stockImport) {
        this.stockImport = stockImport;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    StockImport.Result importFile(@RequestParam MultipartFile file, Merchant who) throws IOException {
        who.require(InventoryController.WRITE);
        try (InputStream csv = file.getInputStream()) {
            return stockImport.read(who.tenant(), csv);
        }
    }

    @PostMapping(consumes = {"text/csv", "text/plain"})
    StockImport.Result importBody(InputStream csv, Merchant who) throws IOException {
        who.require(InventoryController.WRITE);
        return stockImport.read(who.tenant(), csv);
    }

    @PostMapping
    StockImport.Result refuse() {
        throw Problem.invalid(
                "Content-Type", "send the file as text/csv, or as multipart/form-data in the field 'file'");
    }
}
