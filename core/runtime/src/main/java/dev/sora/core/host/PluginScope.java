// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.function.Supplier;

/**
 * Makes a plugin's class loader the context class loader until closed.
 *
 * <p>Native-backed libraries look resources up through the context class loader the first time they
 * are touched and remember a failure for the life of the JVM, so every call that may touch one goes
 * through here.
 */
public final class PluginScope implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    /** Enters the scope of a class loader. */
    public PluginScope(ClassLoader loader) {
        thread.setContextClassLoader(loader);
    }

    /** Calls an action in the scope of a class loader. */
    @SuppressWarnings("try") // the scope is there for what it does, not to be read
    public static <R> R call(ClassLoader loader, Supplier<R> action) {
        try (PluginScope scope = new PluginScope(loader)) {
            return action.get();
        }
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
