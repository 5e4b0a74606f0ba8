// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Finds the plugin whose code caused an unexpected failure. */
final class Blame {

    private Blame() {}

    /** Returns a problem that names the plugin whose code threw; empty if no plugin's did. */
    static Optional<Problem> plugin(Throwable thrown, List<OfferedPlugin> plugins) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            for (StackTraceElement frame : at.getStackTrace()) {
                if (frame.getClassName().startsWith("dev.sora.core.")) {
                    break;
                }
                for (OfferedPlugin plugin : plugins) {
                    if (holds(plugin, frame.getClassName())) {
                        return Optional.of(problem(at, frame, plugin));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Problem problem(
            Throwable thrown, StackTraceElement frame, OfferedPlugin plugin) {
        return Problem.of(
                        "SORA-3190",
                        "plugin '%s' %s failed: %s"
                                .formatted(plugin.name(), plugin.version(), brief(thrown)))
                .where(frame.toString())
                .fix("run it again with --verbose and report it to the plugin's author");
    }

    private static boolean holds(OfferedPlugin plugin, String className) {
        try {
            return Class.forName(className, false, plugin.loader()).getClassLoader()
                    == plugin.loader();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Returns the type and message of a failure on one line. */
    static String brief(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null
                ? kind
                : kind + ": " + thrown.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Returns the code position at which a failure was thrown. */
    static String place(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return frames.length == 0 ? "" : frames[0].toString();
    }
}
