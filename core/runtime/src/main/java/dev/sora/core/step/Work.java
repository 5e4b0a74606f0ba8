// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for work on other threads of a training. */
public final class Work {

    private Work() {}

    /** Waits for work, even if this thread is interrupted, and throws its failure as it is. */
    public static <R> R join(CompletableFuture<R> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }
}
