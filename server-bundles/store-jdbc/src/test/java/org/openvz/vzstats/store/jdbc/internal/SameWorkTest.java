package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Identities.Identity;

/** Whether an id is known must not show in how long it takes to refuse it: the same is asked of the database for each. */
class SameWorkTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path directory = Path.of("set by JUnit");

    @AfterEach
    void close() {
        Databases.shutDown(directory);
    }

    @Test
    void whoeverHasNotTheSecretCostsTheSame() {
        Store store = Store.open(wrap(DataSource.class, Databases.onDisk(directory)));
        Identity known = store.identities().issue();
        Identity erased = store.identities().issue();
        store.holdings().erase(erased.id());
        UUID withoutSecret = UUID.randomUUID();
        Samples.accept(store, Samples.NOON, withoutSecret, Samples.TODAY, "platform platform.product=openvz-6");

        List<String> work = refused(store, known.id());
        assertTrue(work.stream().anyMatch(call -> call.contains("secret_hash")), work.toString());
        assertEquals(work, refused(store, UUID.randomUUID()));
        assertEquals(work, refused(store, withoutSecret));
        assertEquals(work, refused(store, erased.id()));
    }

    private List<String> refused(Store store, UUID node) {
        calls.clear();
        assertFalse(store.identities().holds(node, "wrong"));
        return List.copyOf(calls);
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (!(target instanceof ResultSet) && !method.getName().equals("setObject")) {
            calls.add(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
        }
        try {
            Object result = method.invoke(target, arguments);
            if (result instanceof PreparedStatement) {
                return wrap(PreparedStatement.class, result);
            }
            return result instanceof Connection ? wrap(Connection.class, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
