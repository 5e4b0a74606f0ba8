// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.DeviceReplicas;
import java.util.List;

/** The devices that share the trainings of an engine. */
public final class DeviceGroup implements DeviceReplicas {

    private final PyTorchEngine engine;
    private final List<Device> devices;

    /**
     * Creates a group.
     *
     * @param devices the devices of the replicas, the engine's own first; a device may occur
     *     several times
     */
    public DeviceGroup(PyTorchEngine engine, List<Device> devices) {
        this.engine = engine;
        this.devices = List.copyOf(devices);
    }

    @Override
    public int count() {
        return devices.size();
    }

    @Override
    public NDManager newManager(int replica) {
        return engine.newManager(devices.get(replica));
    }
}
