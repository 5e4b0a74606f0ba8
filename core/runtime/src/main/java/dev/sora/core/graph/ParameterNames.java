// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a layout by their names in files, in which each member of a node has its own:
 * {@code view[2].weight}, or {@code stem.bias}.
 */
public final class ParameterNames {

    private ParameterNames() {}

    /**
     * The place of one parameter in the flat tensor of trained ones.
     *
     * @param node the node that it belongs to
     * @param name its name in files
     * @param dimensions its shape
     * @param offset its first element
     */
    public record Place(String node, String name, List<Long> dimensions, long offset) {}

    /** Returns the place of each trained parameter, in the order of the tensor. */
    public static List<Place> places(ParameterLayout layout) {
        List<Place> places = new ArrayList<>();
        Map<Long, String> nodes = new HashMap<>();
        for (ParameterSlice slot : layout.trained()) {
            for (int i = 0; i < slot.count(); i++) {
                nodes.put(slot.offset() + i * slot.memberSize(), slot.node());
            }
        }
        forEach(
                layout.trained(),
                (name, spec, offset) ->
                        places.add(
                                new Place(
                                        nodes.get(offset),
                                        name,
                                        Arrays.stream(spec.shape().getShape()).boxed().toList(),
                                        offset)));
        return places;
    }

    /** Returns the shape of every parameter by its name in files. */
    public static Map<String, Shape> shapes(ParameterLayout layout) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        forEach(layout.trained(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        forEach(layout.frozen(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        forEach(layout.buffers(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        return shapes;
    }

    /** Calls an action for each parameter of each member, in order. */
    static void forEach(List<ParameterSlice> slots, Action action) {
        Map<String, Integer> members = new HashMap<>();
        slots.forEach(
                slot ->
                        members.merge(
                                slot.node(), Math.max(slot.member() + 1, slot.count()), Math::max));
        for (ParameterSlice slot : slots) {
            for (int i = 0; i < slot.count(); i++) {
                int member = Math.max(slot.member(), 0) + i;
                action.accept(
                        slot.fileName(member, members.get(slot.node())),
                        slot.spec(),
                        slot.offset() + i * slot.memberSize());
            }
        }
    }

    /** An action on the parameter of one member. */
    @FunctionalInterface
    interface Action {

        /**
         * Performs the action.
         *
         * @param name its name in files
         * @param offset its first element in the flat tensor
         */
        void accept(String name, ParameterSpec spec, long offset);
    }
}
