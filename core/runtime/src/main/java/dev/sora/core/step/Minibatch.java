// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The records of one step. Closing it frees everything that was computed from them.
 *
 * <p>If several devices share it, this is the part of the first one, and {@link #others} are those
 * of the others.
 *
 * @param step the number of the step, counted from 1
 * @param draws the key of its random numbers besides the seed: the step and the share
 * @param size the number of records, without those of the others
 * @param inputs the encoded batch of each input
 * @param targets the targets of each output
 * @param longest the greatest length of the records of inputs that report lengths, where known
 * @param manager owns it
 * @param others the parts on further devices, in the order of the devices; empty if there are none
 */
public record Minibatch(
        long step,
        long draws,
        int size,
        Map<String, NDList> inputs,
        Map<String, Signal> targets,
        Map<String, Integer> longest,
        NDManager manager,
        List<Minibatch> others)
        implements AutoCloseable {

    /** Returns the number of records on all devices. */
    public int records() {
        return size + others.stream().mapToInt(Minibatch::size).sum();
    }

    /** Returns the parts on all devices, this one first. */
    public List<Minibatch> parts() {
        List<Minibatch> parts = new ArrayList<>();
        parts.add(this);
        parts.addAll(others);
        return parts;
    }

    /** Returns this part, with others on further devices. */
    public Minibatch with(List<Minibatch> further) {
        return new Minibatch(
                step, draws, size, inputs, targets, longest, manager, List.copyOf(further));
    }

    @Override
    public void close() {
        others.forEach(Minibatch::close);
        manager.close();
    }
}
