package org.openvz.vzstats.store.jdbc.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction, each prepared once. */
final class Transaction implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Transaction(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Dialect dialect() {
        return dialect;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement made = connection.prepareStatement(sql);
        prepared.put(sql, made);
        return made;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }

    /**
     * {@return what the rows are, in their order}
     *
     * @param row does not run the same statement again
     */
    <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        bind(statement, List.of(values));
        try (ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(row.read(rows));
            }
            return read;
        }
    }

    /** {@return what the first row is} */
    <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        return query(sql, row, values).stream().findFirst();
    }

    /** {@return how many rows it changed} */
    int update(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        bind(statement, List.of(values));
        return statement.executeUpdate();
    }

    /** Takes back what it has changed so far. */
    void undo() throws SQLException {
        connection.rollback();
    }

    /** {@return how many rows it changed for each of these values} */
    int[] updateAll(String sql, List<? extends List<? extends @Nullable Object>> all) throws SQLException {
        if (all.isEmpty()) {
            return new int[0];
        }
        try {
            PreparedStatement statement = prepare(sql);
            for (List<? extends @Nullable Object> values : all) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        } catch (AssertionError e) {
            // So the driver of PostgreSQL says that the connection was lost in the middle.
            throw new SQLException("the connection was lost", "08006", e);
        }
    }

    /** {@return those of these values for which nothing was changed} */
    static <T> List<T> missing(int[] changed, List<T> all) {
        List<T> missing = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                missing.add(all.get(i));
            }
        }
        return missing;
    }

    boolean hasTable(String name) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String stored = database.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
        try (ResultSet tables = database.getTables(connection.getCatalog(), connection.getSchema(), stored, null)) {
            return tables.next();
        }
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
