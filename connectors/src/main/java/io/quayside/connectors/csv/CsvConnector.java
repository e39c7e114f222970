package io.quayside.connectors.csv;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.domain.integrations.Platform;
import java.util.ArrayList;
import java.util.List;

/** Order files, however they come: FTP, SFTP, a watched folder or an upload. Files are read by {@link CsvOrderReader}. */
public final class CsvConnector implements Connector {
    public static final Platform PLATFORM = new Platform("csv");

    private final OrderTranslator translator = new CsvTranslator();

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return "CSV files";
    }

    /** None: the drop servers make log-ins of their own. */
    @Override
    public List<Field> credentials() {
        return List.of();
    }

    @Override
    public List<Field> settings() {
        List<String> layouts = new ArrayList<>(List.of("auto"));
        layouts.addAll(Layouts.names());
        return List.of(
                Field.optional(
                        "charset",
                        "Encoding",
                        "Of files that are not UTF-8 and have no byte order mark, such as windows-1252.",
                        "auto"),
                Field.optional(
                        "delimiter", "Delimiter", "comma, semicolon, tab, pipe or the character itself.", "auto"),
                Field.choice(
                        "decimal",
                        "Decimal mark",
                        "What stands between units and cents.",
                        "auto",
                        List.of("auto", "dot", "comma")),
                Field.optional(
                        "dateFormat", "Date format", "YMD, DMY, MDY or a pattern such as dd.MM.yyyy HH:mm.", "auto"),
                Field.optional("timeZone", "Time zone", "Of times that name none, such as Europe/Berlin.", "UTC"),
                Field.optional("currency", "Currency", "Of files without a currency column, such as EUR.", ""),
                Field.choice("layout", "Layout", "Which program wrote the files.", "auto", layouts),
                Field.optional(
                        "columns",
                        "Columns",
                        "What your own columns mean: a JSON object of your column to the standard column.",
                        ""));
    }

    @Override
    public OrderTranslator translator() {
        return translator;
    }
}
