// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDManager;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Several devices that train one model together. Each holds a replica of the weights and computes a
 * share of every minibatch; core divides the minibatch, averages the gradients and updates the
 * weights on the first device.
 *
 * <p>Each replica computes on a thread of its own, with a {@link Tape} of that thread. Two replicas
 * may be on one device, where the engine allows that.
 *
 * @since 2.1
 */
@ConsumerType
public interface DeviceReplicas {

    /** Returns the number of replicas, at least 1, as {@link EngineType#replicas} announced it. */
    int count();

    /**
     * Returns a new root manager for tensors on the device of a replica, and prepares the calling
     * thread to compute there. The caller closes it.
     *
     * <p>A tensor moves between the devices of two replicas with {@link
     * ai.djl.ndarray.NDArray#toDevice}.
     *
     * @param replica counted from 0; 0 is on the device of {@link Engine#newManager}
     */
    NDManager newManager(int replica);
}
