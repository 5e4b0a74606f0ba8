// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.NodeValue;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies values of nodes from the device to the host, and back. */
final class HostValues {

    private HostValues() {}

    /** Copies the signals of a node's members to the host. */
    static NodeValue download(Node node, List<Signal> signals) {
        List<Map<String, HostTensor>> members = new ArrayList<>();
        for (Signal signal : signals) {
            Map<String, HostTensor> parts = new LinkedHashMap<>();
            signal.parts().forEach((role, part) -> parts.put(role, download(node, role, part)));
            members.add(parts);
        }
        return new NodeValue(members);
    }

    private static HostTensor download(Node node, String role, NDArray part) {
        try {
            return HostTensor.of(part.getDataType(), part.getShape(), part.toByteBuffer());
        } catch (IllegalArgumentException e) {
            throw new SoraException(
                    List.of(
                            Problem.of(
                                            "SORA-3908",
                                            "'%s' of plugin '%s' yields '%s' of a type that"
                                                            .formatted(
                                                                    node.planned()
                                                                            .type()
                                                                            .descriptor()
                                                                            .name(),
                                                                    node.planned().plugin().name(),
                                                                    role)
                                                    + " cannot be tapped")
                                    .needs("float32, int32, int64, uint8 or boolean")
                                    .have(part.getDataType() + " " + part.getShape())
                                    .fix("report it to the plugin's authors")),
                    e);
        }
    }

    /**
     * Copies a value to the device.
     *
     * @param atOnce whether one call computes all members of the node
     * @param manager owns the copy
     */
    static Value upload(NodeValue value, boolean atOnce, NDManager manager) {
        List<Signal> members = new ArrayList<>();
        for (Map<String, HostTensor> parts : value.members()) {
            Signal signal = Signal.of(upload(parts.get(Signal.VALUES), manager));
            for (Map.Entry<String, HostTensor> part : parts.entrySet()) {
                if (!part.getKey().equals(Signal.VALUES)) {
                    signal = signal.with(part.getKey(), upload(part.getValue(), manager));
                }
            }
            members.add(signal);
        }
        return atOnce ? Value.stacked(members) : Value.of(members);
    }

    private static NDArray upload(HostTensor tensor, NDManager manager) {
        NDArray array = manager.create(tensor.data().duplicate(), tensor.shape(), tensor.type());
        // a copy is in memory of the engine: native kernels may give other bits for unaligned data
        return array.duplicate();
    }
}
