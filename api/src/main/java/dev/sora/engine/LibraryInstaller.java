// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Installs the native libraries of an engine that its plugin does not contain, because they are too
 * large or may not be distributed. An {@link EngineType} that needs such libraries implements it,
 * and {@code sora engine} then installs, lists and removes them.
 *
 * <p>No method loads native code. Whether installed libraries can be used, {@link
 * EngineType#obstacle()} tells.
 *
 * @since 2.1
 */
@ConsumerType
public interface LibraryInstaller {

    /**
     * Copies libraries to a folder below Sora's home in which nothing uses them yet, and checks
     * them. The caller starts an engine with them in another process, and then commits or closes.
     *
     * @param source a folder or an archive, which is not trusted
     * @param home Sora's home
     * @param link whether the libraries stay in the folder where they are, and are not copied
     * @throws dev.sora.problem.SoraException if they cannot be installed; nothing is left then
     */
    Staged stage(Path source, Path home, boolean link);

    /** Returns what is installed; empty if nothing is. */
    Optional<Installed> installed(Path home);

    /**
     * Removes what is installed. Libraries that were linked stay where they are.
     *
     * @return whether there was something to remove
     * @throws dev.sora.problem.SoraException if it cannot be removed
     */
    boolean remove(Path home);

    /**
     * Returns what the system reports about devices and their driver, by name, for the user. It may
     * call programs of the system, each for some seconds at most.
     */
    Map<String, String> machine();

    /**
     * Installed libraries.
     *
     * @param folder the folder that contains them
     * @param version their version, such as {@code 2.7.1+cu128}
     * @param bytes their size
     * @param linked whether they are outside of Sora's home
     */
    record Installed(Path folder, String version, long bytes, boolean linked) {}

    /** Libraries that are copied and not yet installed. */
    interface Staged extends AutoCloseable {

        /** Returns the settings with which an engine uses these libraries. */
        Map<String, Object> settings();

        /**
         * Installs the libraries, in one step.
         *
         * @throws dev.sora.problem.SoraException if others are installed by now
         */
        Installed commit();

        /** Deletes the copies, unless they are installed. */
        @Override
        void close();
    }
}
