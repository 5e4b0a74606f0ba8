// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The problems of a store. */
final class StoreProblems {

    private StoreProblems() {}

    static SoraException unwritable(Path path, String have, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-3202", "the folder of plugins cannot be written")
                        .where(path.toString())
                        .have(have)
                        .fix(
                                "free disk space or change the permissions, or set SORA_HOME to"
                                        + " another folder"),
                cause);
    }

    static SoraException unwritable(Path path, IOException cause) {
        return unwritable(path, words(cause), cause);
    }

    static Problem damaged(InstalledPlugin plugin, Path jar, String have) {
        return Problem.of(
                        "SORA-3203",
                        "the jar of plugin '%s' %s is not the one that was installed"
                                .formatted(plugin.name(), plugin.version()))
                .where(jar.toString())
                .needs("SHA-256 " + plugin.sha256())
                .have(have)
                .fix(again(plugin));
    }

    static Problem missing(InstalledPlugin plugin, Path jar) {
        return Problem.of(
                        "SORA-3204",
                        "the jar of plugin '%s' %s is missing"
                                .formatted(plugin.name(), plugin.version()))
                .where(jar.toString())
                .fix(again(plugin));
    }

    private static String again(InstalledPlugin plugin) {
        return "install it again; it came from %s   or: sora plugin remove %s@%s"
                .formatted(plugin.origin(), plugin.name(), plugin.version());
    }

    static SoraException busy(Path lock, long seconds) {
        return new SoraException(
                Problem.of("SORA-3205", "another process is changing the plugins")
                        .where(lock.toString())
                        .have("a lock, for more than %d s".formatted(seconds))
                        .fix("wait for that process, or end it"));
    }

    /** Returns a description of an exception of the file system. */
    static String words(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
