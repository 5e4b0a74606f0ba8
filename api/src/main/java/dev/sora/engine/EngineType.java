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
 * <p>A JVM loads one engine. Core chooses it before any other code uses a tensor, and it stays
 * loaded until the JVM ends.
 *
 * @since 1.0
 */
@ConsumerType
public interface EngineType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("engine", EngineType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns the preference of this engine for {@code engine: {type: auto}}, which chooses the
     * engine with the highest preference among those that can run. The CPU engine returns 0.
     */
    default int preference() {
        return 0;
    }

    /**
     * Returns why this engine cannot run on this machine; empty if no obstacle is found. Loads no
     * native code and returns fast, because {@code sora validate} calls it.
     *
     * <p>{@code engine: {type: auto}} skips an engine that cannot run. If the manifest names the
     * engine, the problem is reported at that place, before data is read. {@link #start} should
     * throw the same problem.
     */
    default Optional<Problem> obstacle() {
        return Optional.empty();
    }

    /**
     * Returns how many devices share a training with these settings. Each of them holds a replica
     * of the weights and computes a share of every minibatch; the engine that {@link #start}
     * returns then offers {@link DeviceReplicas} with this count. Loads no native code.
     *
     * @throws dev.sora.problem.SoraException if the settings name devices that cannot be used
     *     together
     * @since 2.1
     */
    default int replicas(Settings settings) {
        return 1;
    }

    /**
     * Returns why this engine cannot run on this machine with these settings; empty if no obstacle
     * is found. Core calls this method; as {@link #obstacle()}, it loads no native code.
     *
     * @since 2.1
     */
    default Optional<Problem> obstacle(Settings settings) {
        return obstacle();
    }

    /**
     * Loads the native runtime.
     *
     * @throws dev.sora.problem.EngineException if it cannot be loaded
     */
    Engine start(Settings settings);
}
