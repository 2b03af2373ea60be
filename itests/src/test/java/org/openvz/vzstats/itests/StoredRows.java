package org.openvz.vzstats.itests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What a server that was stopped has left in its database. */
final class StoredRows implements AutoCloseable {

    private final String url;
    private final Connection connection;

    StoredRows(Path database) throws SQLException {
        url = "jdbc:derby:" + database;
        connection = DriverManager.getConnection(url);
    }

    /** {@return the first column of each row} */
    List<String> of(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
        }
        return rows;
    }

    /** {@return every value of every table of ours, as one text; of bytes what they are, and what is deflated in them} */
    String everything() throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : of("SELECT tablename FROM sys.systables WHERE tabletype = 'T'")) {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    for (int column = 1; column <= columns; column++) {
                        all.append(result.getString(column)).append('\n');
                        byte[] bytes = result.getMetaData().getColumnType(column) == Types.BLOB
                                ? result.getBytes(column)
                                : null;
                        if (bytes != null) {
                            all.append(texts(bytes)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    /** The state of a node is deflated, after a byte that says how. */
    private static String texts(byte[] bytes) {
        byte[] inflated = new byte[1 << 20];
        Inflater inflater = new Inflater(true);
        int length = 0;
        try {
            inflater.setInput(bytes, Math.min(1, bytes.length), Math.max(0, bytes.length - 1));
            length = inflater.inflate(inflated);
        } catch (DataFormatException e) {
            // It is something else, and stands as it is.
        } finally {
            inflater.end();
        }
        return new String(bytes, StandardCharsets.UTF_8)
                + '\n'
                + new String(inflated, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        try {
            DriverManager.getConnection(url + ";shutdown=true").close();
        } catch (SQLException e) {
            // This is how Derby says that a database was shut down.
            if (!"08006".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
