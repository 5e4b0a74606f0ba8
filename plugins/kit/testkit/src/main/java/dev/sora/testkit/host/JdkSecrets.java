// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads internals of the JDK, for messages only: shutdown hooks, the tasks of threads, and
 * thread-local variables.
 */
final class JdkSecrets {

    /** The option of the JVM that makes the internals visible. */
    static final String FLAG = "--add-opens java.base/java.lang=ALL-UNNAMED";

    private JdkSecrets() {}

    /** Returns whether the internals are visible. */
    static boolean areVisible() {
        return Object.class.getModule().isOpen("java.lang", JdkSecrets.class.getModule());
    }

    static Collection<Thread> shutdownHooks() {
        try {
            Field field =
                    Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            field.setAccessible(true);
            if (field.get(null) instanceof Map<?, ?> hooks) {
                return hooks.keySet().stream().map(Thread.class::cast).toList();
            }
            return List.of();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return List.of();
        }
    }

    /** Returns the task that a thread runs; empty if it is not visible. */
    static Optional<Object> task(Thread thread) {
        Object direct = read(Thread.class, "target", thread);
        if (direct != null) {
            return Optional.of(direct);
        }
        Object holder = read(Thread.class, "holder", thread);
        return holder == null
                ? Optional.empty()
                : Optional.ofNullable(read(holder.getClass(), "task", holder));
    }

    /** Returns the thread-local variables of a thread and their values. */
    static List<Object> locals(Thread thread) {
        List<Object> locals = new ArrayList<>();
        Object map = read(Thread.class, "threadLocals", thread);
        Object table = map == null ? null : read(map.getClass(), "table", map);
        if (table instanceof Object[] entries) {
            for (Object entry : entries) {
                if (entry instanceof Reference<?> key) {
                    add(locals, key.get());
                    add(locals, read(entry.getClass(), "value", entry));
                }
            }
        }
        return locals;
    }

    private static void add(List<Object> list, @Nullable Object value) {
        if (value != null) {
            list.add(value);
        }
    }

    private static @Nullable Object read(Class<?> type, String name, Object object) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            // another version of the JDK, or internals are not visible
            return null;
        }
    }
}
