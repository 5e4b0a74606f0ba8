// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a plugin's class loader the context class loader until closed.
 *
 * <p>Libraries with native code look up resources through the context class loader when they are
 * first used, and remember a failure until the JVM ends. So every call that may use such a library
 * goes through here.
 */
public final class PluginScope implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    /** Enters the scope of a class loader. */
    public PluginScope(ClassLoader loader) {
        thread.setContextClassLoader(loader);
    }

    /** Calls an action in the scope of a class loader. */
    @SuppressWarnings("try") // the scope has an effect although its variable is not read
    public static <R> R call(ClassLoader loader, Supplier<R> action) {
        try (PluginScope scope = new PluginScope(loader)) {
            return action.get();
        }
    }

    /**
     * Calls code of a plugin in the scope of its class loader.
     *
     * @param failed receives everything that a fault of a plugin can throw, also a missing class or
     *     an endless recursion; it returns a result instead, or throws
     */
    public static <R> R call(
            ClassLoader loader, Supplier<R> action, Function<Throwable, R> failed) {
        try {
            return call(loader, action);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failed.apply(e);
        }
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
