// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which libraries an engine uses: those that its settings name, else those of the
 * environment, else the installed ones.
 *
 * @param environment the variables of this process
 * @param home Sora's home
 */
record LibraryPlace(Map<String, String> environment, Path home) {

    /** The variable that names the folder of libraries. */
    static final String VARIABLE = "SORA_LIBTORCH";

    /** Returns the place for this process. */
    static LibraryPlace ofProcess() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("SORA_HOME", "");
        return new LibraryPlace(
                environment,
                home.isEmpty() ? Path.of(System.getProperty("user.home"), ".sora") : Path.of(home));
    }

    /**
     * Finds and checks the libraries; loads none of them.
     *
     * @param asked the folder that the settings name
     * @param gpu whether they must be built for GPUs
     * @throws EngineException if there are none, or they do not fit
     */
    Libtorch find(Optional<Path> asked, boolean gpu) {
        if (asked.isPresent()) {
            return Libtorch.in(asked.get(), gpu);
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return Libtorch.in(Path.of(variable), gpu);
        }
        LibraryStore store = new LibraryStore(home);
        LibraryNote note = store.note().orElseThrow(() -> new EngineException(notInstalled(store)));
        Path folder = note.folder(store.place());
        note.verify(folder);
        return Libtorch.in(folder, gpu);
    }

    /**
     * Checks that libraries are named or installed, and reads none of them.
     *
     * @param asked the folder that the settings name
     * @throws EngineException if there are none
     */
    void require(Optional<Path> asked) {
        LibraryStore store = new LibraryStore(home);
        if (asked.isEmpty()
                && environment.getOrDefault(VARIABLE, "").isEmpty()
                && store.note().isEmpty()) {
            throw new EngineException(notInstalled(store));
        }
    }

    private static Problem notInstalled(LibraryStore store) {
        return Problem.of("SORA-5111", "no PyTorch for GPUs is installed")
                .where(store.place().toString())
                .needs("a CUDA build of libtorch " + Libtorch.VERSION)
                .fix(Libtorch.fix());
    }
}
