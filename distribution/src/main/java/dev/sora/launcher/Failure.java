// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.launcher.verb.ExitStatus;
import dev.sora.problem.PathNames;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/**
 * A failure as it is reported to the user.
 *
 * @param status the exit status
 * @param problems the problems to report; empty for an interruption
 */
record Failure(int status, List<Problem> problems) {

    /** Creates a failure with a copy of the list. */
    Failure {
        problems = List.copyOf(problems);
    }

    /**
     * Returns the failure for an exception.
     *
     * @param thrown the exception
     * @param plugins the active plugins, one of which may have caused it
     */
    static Failure of(Throwable thrown, List<OfferedPlugin> plugins) {
        if (thrown instanceof SoraException known) {
            return of(known.problems());
        }
        if (thrown instanceof InterruptedRunException) {
            return new Failure(ExitStatus.INTERRUPTED, List.of());
        }
        if (thrown instanceof OutOfMemoryError) {
            return of(
                    Problem.of("SORA-9002", "the Java heap is too small for this")
                            .needs(String.valueOf(thrown.getMessage()))
                            .have("at most %d MB".formatted(Runtime.getRuntime().maxMemory() >> 20))
                            .fix("set SORA_JAVA_OPTS=-Xmx8g, or another size"));
        }
        if (thrown instanceof InvalidPathException e) {
            return of(PathNames.problem(e));
        }
        Optional<Problem> plugin = Blame.plugin(thrown, plugins);
        if (plugin.isPresent()) {
            return of(plugin.get());
        }
        Throwable cause = thrown instanceof UncheckedIOException e ? e.getCause() : thrown;
        if (cause instanceof IOException e) {
            return of(file(e));
        }
        return of(
                Problem.of("SORA-9001", "an error in Sora itself: " + Blame.brief(thrown))
                        .where(Blame.place(thrown))
                        .fix("run it again with --verbose and report what it says"));
    }

    private static Failure of(Problem problem) {
        return of(List.of(problem));
    }

    private static Failure of(List<Problem> problems) {
        return new Failure(ExitStatus.of(problems), problems);
    }

    private static Problem file(IOException thrown) {
        String where =
                thrown instanceof FileSystemException e && e.getFile() != null ? e.getFile() : "";
        String reason =
                thrown instanceof FileSystemException e && e.getReason() != null
                        ? e.getReason()
                        : Blame.brief(thrown);
        return Problem.of("SORA-4790", "a file cannot be read or written")
                .where(where)
                .have(reason)
                .fix("check that it exists, its permissions, and the free space");
    }
}
