package org.cordscope.cohort;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement that runs for every file and is therefore prepared once. It belongs to whatever transaction its connection is in. */
final class RepeatedStatement implements Closeable {
    private final PreparedStatement statement;
    private int waiting;

    /** Makes a value of the current row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    RepeatedStatement(Connection connection, String sql) {
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

    /** Adds a row that {@link #executeBatch} takes. */
    void add(@Nullable Object... values) {
        try {
            bind(values);
            statement.addBatch();
            waiting++;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void executeBatch() {
        if (waiting == 0) {
            return;
        }
        waiting = 0;
        try {
            statement.executeBatch();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Of the first row; empty where there is none. */
    <T> Optional<T> first(Row<T> reader, @Nullable Object... values) {
        try {
            bind(values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
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
        return new IllegalStateException("the study's database refused a row of an import", e);
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
