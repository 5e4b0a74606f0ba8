// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import dev.sora.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** Describes why the native runtime could not be loaded, and how to fix it. */
final class LoadProblem {

    private static final String RESTART = ", then start again: this process cannot try twice";

    private LoadProblem() {}

    static Problem of(Throwable thrown, NativeLibraries libraries) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = "%s, on %s".formatted(oneLine(root), NativePlatform.current());
        if (root instanceof IOException) {
            return Problem.of("SORA-5103", "PyTorch's libraries could not be unpacked")
                    .where(NativeCache.folder().toString())
                    .needs("a writable folder, with 500 MB of free space")
                    .have(said)
                    .fix("free disk space, or set SORA_HOME to a folder on another disk" + RESTART);
        }
        if (root instanceof UnsatisfiedLinkError && oneLine(root).contains("another classloader")) {
            return Problem.of("SORA-5104", "this JVM already holds PyTorch's libraries")
                    .where(libraries.folder().toString())
                    .have(said)
                    .fix("start a new JVM; one engine, loaded by one class loader, serves it");
        }
        if (root instanceof UnsatisfiedLinkError) {
            Problem problem = libraries.unlinked(said);
            return problem.fix(problem.fix() + RESTART);
        }
        return Problem.of("SORA-5106", libraries.engine() + " could not be started")
                .where(libraries.folder().toString())
                .have(said)
                .fix("run 'sora doctor' in a new process");
    }

    /** Returns the problem of libraries that are not those which this JVM has loaded. */
    static Problem others(NativeLibraries libraries, Path loaded) {
        return Problem.of("SORA-5104", "this JVM already holds PyTorch's libraries")
                .where(libraries.folder().toString())
                .have("libraries from " + loaded)
                .fix("start a new JVM; one engine, loaded by one class loader, serves it");
    }

    /**
     * Returns the problem of a later attempt. It states that the first attempt failed, so that it
     * does not suggest that the fix had no effect.
     */
    static Problem remembered(Problem first) {
        return new Problem(
                first.code(),
                first.message() + " when this process first tried",
                first.where(),
                first.needs(),
                first.have(),
                first.fix());
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        return (message == null ? thrown.getClass().getSimpleName() : message)
                .replaceAll("\\s+", " ");
    }
}
