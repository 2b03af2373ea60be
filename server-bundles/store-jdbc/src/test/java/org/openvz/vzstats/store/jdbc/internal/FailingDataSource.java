package org.openvz.vzstats.store.jdbc.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that breaks off at the n-th thing it is asked for. */
final class FailingDataSource {

    private static final Set<String> COUNTED = Set.of("getConnection", "executeQuery", "executeUpdate", "executeBatch");

    private final DataSource real;
    private int until = Integer.MAX_VALUE;
    private boolean afterCommit;
    private String blindFor = "";
    private int blind;

    FailingDataSource(DataSource real) {
        this.real = real;
    }

    /** Lets n - 1 calls through. A failing commit may fail before it has happened or, worse, after. */
    void failAt(int n, boolean failAfterCommit) {
        until = n;
        afterCommit = failAfterCommit;
    }

    void heal() {
        until = Integer.MAX_VALUE;
    }

    /** Finds nothing the next times that it is asked so. */
    void findNothing(String query, int times) {
        blindFor = query;
        blind = times;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real);
    }

    private <T> T wrap(Class<T> type, Object target) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (blind > 0
                && method.getName().equals("prepareStatement")
                && arguments != null
                && String.valueOf(arguments[0]).startsWith(blindFor)) {
            blind--;
            arguments[0] += " AND 1 = 0";
        }
        boolean commit = method.getName().equals("commit");
        boolean fails = (commit || COUNTED.contains(method.getName())) && --until == 0;
        if (fails && !(commit && afterCommit)) {
            throw new SQLException("injected", "08006");
        }
        try {
            Object result = method.invoke(target, arguments);
            if (fails) {
                throw new SQLException("injected after the commit", "08006");
            }
            if (result instanceof PreparedStatement) {
                return wrap(PreparedStatement.class, result);
            }
            return result instanceof Connection ? wrap(Connection.class, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
