// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the JDK shows to nobody, for messages only: the hooks that run when the process ends, and
 * what a thread is to run. Without {@code --add-opens java.base/java.lang=ALL-UNNAMED} nothing is
 * seen.
 */
final class ShutdownHooks {

    private ShutdownHooks() {}

    static Collection<Thread> all() {
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
        for (String name : List.of("target", "holder")) {
            try {
                Field field = Thread.class.getDeclaredField(name);
                field.setAccessible(true);
                Object value = field.get(thread);
                if (value != null && name.equals("holder")) {
                    Field inner = value.getClass().getDeclaredField("task");
                    inner.setAccessible(true);
                    value = inner.get(value);
                }
                return Optional.ofNullable(value);
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                // another version of the JDK, or one that shows nothing
            }
        }
        return Optional.empty();
    }
}
