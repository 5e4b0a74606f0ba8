// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * A running framework and the folder that it keeps its files in.
 *
 * @param scratch deleted when the framework has stopped
 */
record LaunchedFramework(FrameworkFolder scratch, Framework framework) {

    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** Creates the folder; called when nothing else can fail any more. */
    @FunctionalInterface
    private interface Place {
        FrameworkFolder create() throws IOException;
    }

    /** Starts a framework with a folder in a given one. */
    static LaunchedFramework in(Path cache) {
        return start(
                () -> FrameworkFolder.in(cache),
                cache.toString(),
                "set SORA_HOME to a writable folder");
    }

    /** Starts a framework with a folder among the temporary files. */
    static LaunchedFramework temporary() {
        return start(
                FrameworkFolder::temporary,
                System.getProperty("java.io.tmpdir", ""),
                "set java.io.tmpdir to a writable folder");
    }

    private static LaunchedFramework start(Place place, String where, String fix) {
        String packages = KernelPackages.header();
        FrameworkFolder scratch;
        try {
            scratch = place.create();
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3100", "the folder for caches cannot be written")
                            .where(where)
                            .have(e.getClass().getSimpleName() + ": " + e.getMessage())
                            .fix(fix),
                    e);
        }
        Framework framework = null;
        try {
            framework = new Felix(FrameworkSettings.of(scratch.folder(), packages));
            framework.init();
            framework.start();
            return new LaunchedFramework(scratch, framework);
        } catch (BundleException e) {
            stop(framework, scratch);
            throw new SoraException(
                    Problem.of("SORA-3143", "Apache Felix does not start")
                            .where(where)
                            .have(e.toString())
                            .fix("--verbose shows more"),
                    e);
        } catch (RuntimeException | Error e) {
            stop(framework, scratch);
            throw e;
        }
    }

    /** Stops the framework and deletes its folder, after a failure. */
    void abandon() {
        stop(framework, scratch);
    }

    private static void stop(@Nullable Framework framework, FrameworkFolder scratch) {
        try {
            if (framework != null) {
                framework.stop();
                framework.waitForStop(STOP_MILLIS);
            }
        } catch (BundleException e) {
            // the failure that led here is the one to report
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            scratch.close();
        }
    }
}
