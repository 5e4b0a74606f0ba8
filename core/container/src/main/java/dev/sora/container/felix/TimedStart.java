// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Starts plugins one after the other on a separate thread, each with a time limit.
 *
 * <p>Java cannot stop a thread. A start that exceeds the limit is abandoned with its thread, and
 * the following plugins start on a new one.
 */
final class TimedStart implements AutoCloseable {

    private static final String LIMIT = "sora.plugin.start.seconds";
    private static final int USUAL_SECONDS = 60;

    private final int seconds = Integer.getInteger(LIMIT, USUAL_SECONDS);
    private @Nullable ExecutorService threads;
    private volatile @Nullable Thread thread;

    /**
     * Starts a bundle and creates its plugin.
     *
     * @throws SoraException if the plugin cannot be used, or exceeds the time limit
     * @throws BundleException if the bundle does not start
     */
    OfferedPlugin of(Bundle bundle, PluginJar jar) throws BundleException {
        if (threads == null) {
            threads = Executors.newSingleThreadExecutor(this::thread);
        }
        Future<OfferedPlugin> started =
                threads.submit(
                        () -> {
                            // The host decides what starts, so the framework does not record it in
                            // a file.
                            bundle.start(Bundle.START_TRANSIENT);
                            return PluginReader.read(bundle, jar);
                        });
        try {
            return await(started);
        } catch (TimeoutException e) {
            String place = place();
            close();
            throw new SoraException(late(jar, place), e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /**
     * Waits without reacting to interrupts and restores the interrupt flag: a run that is stopped
     * during the start must not leave a bundle half started.
     */
    private OfferedPlugin await(Future<OfferedPlugin> started)
            throws TimeoutException, ExecutionException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Thread thread(Runnable work) {
        Thread made = new Thread(work, "sora-plugin-start");
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /**
     * Returns the stack frame at which the start is still running: the top one outside the JDK's
     * modules; empty if there is none.
     */
    private String place() {
        Thread at = thread;
        StackTraceElement[] stack = at == null ? new StackTraceElement[0] : at.getStackTrace();
        return Arrays.stream(stack)
                .filter(frame -> frame.getModuleName() == null)
                .findFirst()
                .map(frame -> "still at " + frame)
                .orElse("");
    }

    private Problem late(PluginJar jar, String place) {
        return Problem.of(
                        "SORA-3137",
                        "plugin '%s' %s does not finish starting"
                                .formatted(jar.symbolicName(), jar.version()))
                .where(jar.path().toString())
                .needs("an activator, a constructor and types() that return at once")
                .have(place + " after %d s".formatted(seconds))
                .fix(
                        "report it to the plugin's author; on a slow machine set"
                                + " SORA_JAVA_OPTS=-D%s=%d".formatted(LIMIT, seconds * 5));
    }

    private static BundleException rethrown(Throwable cause) throws BundleException {
        if (cause instanceof BundleException failed) {
            return failed;
        }
        if (cause instanceof RuntimeException failed) {
            throw failed;
        }
        if (cause instanceof Error failed) {
            throw failed;
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }
}
