// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The context class loader of the thread that creates this. Code of an application that is called
 * back while a plugin's loader is in its place gets it again: frameworks of applications look up
 * classes through it.
 */
public final class CallerScope {

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /** Calls code of the application. */
    public <R> R call(Supplier<R> action) {
        return PluginScope.call(loader, action);
    }

    /** Returns a consumer that calls one of the application. */
    public <T> Consumer<T> consumer(Consumer<? super T> consumer) {
        return value ->
                call(
                        () -> {
                            consumer.accept(value);
                            return value;
                        });
    }

    /** Returns an iterator that calls one of the application, on any thread. */
    public <T> Iterator<T> iterator(Iterator<T> iterator) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return call(iterator::hasNext);
            }

            @Override
            public T next() {
                return call(iterator::next);
            }
        };
    }
}
