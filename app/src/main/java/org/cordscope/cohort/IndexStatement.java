package org.cordscope.cohort;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement of the index that runs for every file and is therefore prepared once. */
final class IndexStatement {
    private final PreparedStatement statement;

    IndexStatement(Connection connection, String sql) {
        try {
            statement = connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void execute(@Nullable Object... values) {
        try {
            bind(values);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** First column of the first row; empty text where there is none. */
    String text(@Nullable Object... values) {
        try {
            bind(values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void bind(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("private/index.db", e);
    }
}
