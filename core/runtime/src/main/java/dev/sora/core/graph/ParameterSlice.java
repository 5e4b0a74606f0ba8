// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;

/**
 * The place of one parameter in a flat tensor.
 *
 * @param node the node that it belongs to
 * @param member the member that it belongs to; -1 if the parameters of all members are stacked, one
 *     after the other
 * @param count the number of stacked members, otherwise 1
 * @param spec the parameter of one member
 * @param offset the first element
 */
record ParameterSlice(String node, int member, int count, ParameterSpec spec, long offset) {

    /** Returns the same parameter at another place. */
    ParameterSlice movedBy(long distance) {
        return new ParameterSlice(node, member, count, spec, offset + distance);
    }

    /** Returns the number of elements of one member. */
    long memberSize() {
        return spec.shape().size();
    }

    long size() {
        return memberSize() * count;
    }

    /** Returns the shape that a particle sees: stacked if it computes all members at once. */
    Shape shape() {
        return member >= 0 ? spec.shape() : new Shape(count).addAll(spec.shape());
    }

    /** Returns whether that shape has one dimension, like a range of the flat tensor. */
    boolean isVector() {
        return spec.shape().dimension() == (member >= 0 ? 1 : 0);
    }

    /** Returns the key by which a pass finds it. */
    String key() {
        return key(node, member) + "." + spec.name();
    }

    static String key(String node, int member) {
        return node + "[" + (member < 0 ? "*" : Integer.toString(member)) + "]";
    }

    /**
     * Returns the name of one member's parameter in files: {@code view[2].weight}, or {@code
     * stem.bias}.
     */
    String fileName(int member, int members) {
        return (members > 1 ? node + "[" + member + "]" : node) + "." + spec.name();
    }
}
