// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Starts an engine: a native runtime and its devices.
 *
 * <p>A JVM holds one engine, chosen by core before any other code touches a tensor, and keeps it
 * until it ends.
 *
 * @since 1.0
 */
@ConsumerType
public interface EngineType extends SoraType {

    /** What all types of this interface are. */
    Kind KIND = Kind.of("engine", EngineType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns how much {@code engine: {type: auto}} prefers this engine where it can run; the
     * highest wins. The CPU engine says 0.
     */
    default int preference() {
        return 0;
    }

    /**
     * Returns why this engine cannot run on this machine, or nothing if it seems that it can. Loads
     * no native code, and is quick: {@code sora validate} asks.
     *
     * <p>{@code engine: {type: auto}} passes over an engine that cannot run; where the manifest
     * names it, the problem is reported at that place, before data is read. {@link #start} should
     * throw the same.
     */
    default Optional<Problem> obstacle() {
        return Optional.empty();
    }

    /**
     * Loads the native runtime.
     *
     * @throws dev.sora.problem.EngineException if it cannot be loaded
     */
    Engine start(Settings settings);
}
