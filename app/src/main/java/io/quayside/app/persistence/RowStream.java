package io.quayside.app.persistence;

import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads any number of rows in constant memory, by a cursor: all of them as they stood when it was opened. A stream is to
 * be consumed and closed inside one unit of work.
 */
@Component
public class RowStream {
    private static final int ROWS_AT_A_TIME = 200;
    private final NamedParameterJdbcTemplate jdbc;

    RowStream(DataSource database) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.setFetchSize(ROWS_AT_A_TIME);
        this.jdbc = new NamedParameterJdbcTemplate(template);
    }

    public <T> Stream<T> of(String sql, Map<String, ?> parameters, RowMapper<T> rows) {
        return jdbc.queryForStream(sql, parameters, rows);
    }
}
