// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The internals are visible in this JVM, which is started with {@link JdkSecrets#FLAG}. */
final class TestJdkSecrets {

    private static final ThreadLocal<StringBuilder> LAST = new ThreadLocal<>();

    @Test
    void showsWhatAThreadKeeps() {
        StringBuilder kept = new StringBuilder("kept");
        LAST.set(kept);
        try {
            assertThat(JdkSecrets.areVisible()).isTrue();
            assertThat(JdkSecrets.locals(Thread.currentThread())).contains(kept, LAST);
        } finally {
            LAST.remove();
        }
    }

    @Test
    void showsWhatAThreadIsToRunAndWhatRunsInTheEnd() {
        Runnable work = () -> {};
        Thread hook = new Thread(work);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            assertThat(JdkSecrets.shutdownHooks()).contains(hook);
            assertThat(JdkSecrets.task(hook)).contains(work);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
