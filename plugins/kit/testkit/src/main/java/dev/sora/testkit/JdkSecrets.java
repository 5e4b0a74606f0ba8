// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

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
 * What the JDK shows to nobody, for messages only: the hooks that run when the process ends, what a
 * thread is to run, and what it keeps in thread-local variables.
 */
final class JdkSecrets {

    /** What makes them visible. */
    static final String FLAG = "--add-opens java.base/java.lang=ALL-UNNAMED";

    private JdkSecrets() {}

    /** Returns whether anything can be seen. */
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

    /** Returns what a thread was given to run. */
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

    /** Returns the thread-local variables of a thread, and what they hold. */
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
            // another version of the JDK, or one that shows nothing
            return null;
        }
    }
}
