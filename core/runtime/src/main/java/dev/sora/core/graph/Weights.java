// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.Engine;
import dev.sora.particle.ParameterSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a pipeline on the device: one flat tensor of trained parameters, one of frozen
 * ones and one of buffers. Closing their manager frees them.
 */
public final class Weights {

    private final ParameterLayout layout;
    private final NDArray trained;
    private final NDArray frozen;
    private final NDArray buffers;
    private @Nullable Map<String, NDArray> lasting;
    private @Nullable Handles handles;

    /** Counts the replacements of frozen values. */
    private int version;

    /** The version of the weights that these followed last. */
    private int followed;

    private Weights(ParameterLayout layout, NDArray trained, NDArray frozen, NDArray buffers) {
        this.layout = layout;
        this.trained = trained;
        this.frozen = frozen;
        this.buffers = buffers;
    }

    /** Changes the initial values of a parameter of one member. */
    @FunctionalInterface
    public interface Start {

        /**
         * Changes the values of the initialiser.
         *
         * @param node the name of the node
         * @param member the member, counted from 0
         */
        void adapt(String node, int member, ParameterSpec spec, float[] values);
    }

    /**
     * Creates weights with the values of the parameters' initialisers for a seed.
     *
     * @param start changes some of them, such as those that come from another package
     */
    public static Weights initialise(
            ParameterLayout layout, long seed, Start start, NDManager manager) {
        return new Weights(
                layout,
                FlatValues.initial(layout.trained(), layout.trainedSize(), seed, start, manager),
                FlatValues.initial(layout.frozen(), layout.frozenSize(), seed, start, manager),
                FlatValues.initial(layout.buffers(), layout.buffersSize(), seed, start, manager));
    }

    /**
     * Creates weights with given values.
     *
     * @param values the elements of each parameter by its name in files
     */
    public static Weights of(
            ParameterLayout layout, Map<String, FloatBuffer> values, NDManager manager) {
        return new Weights(
                layout,
                FlatValues.of(layout.trained(), layout.trainedSize(), values, manager),
                FlatValues.of(layout.frozen(), layout.frozenSize(), values, manager),
                FlatValues.of(layout.buffers(), layout.buffersSize(), values, manager));
    }

    /** Returns a copy on the device. */
    public Weights duplicate() {
        return new Weights(layout, trained.duplicate(), frozen.duplicate(), buffers.duplicate());
    }

    /** Returns a copy on the device of a manager, which owns it. */
    public Weights copyTo(NDManager owner) {
        return new Weights(
                layout,
                Transfer.copy(trained, owner),
                Transfer.copy(frozen, owner),
                Transfer.copy(buffers, owner));
    }

    /**
     * Overwrites all values with those of other weights of the same layout, on any device.
     *
     * @param other the other weights
     * @param theirBuffers their buffers at the time that counts
     * @param step owns what is moved between devices
     */
    public void follow(Weights other, NDArray theirBuffers, NDManager step) {
        Flat.overwrite(trained, Transfer.to(other.trained, step));
        if (followed != other.version) {
            Flat.overwrite(frozen, Transfer.to(other.frozen, step));
            followed = other.version;
        }
        Flat.overwrite(buffers, Transfer.to(theirBuffers, step));
    }

    /** Frees all tensors. */
    public void close() {
        if (lasting != null) {
            lasting.values().forEach(NDArray::close);
        }
        trained.close();
        frozen.close();
        buffers.close();
    }

    /** Returns the flat tensor of trained parameters. */
    public NDArray trained() {
        return trained;
    }

    /** Returns the flat tensor of buffers. */
    public NDArray buffers() {
        return buffers;
    }

    /** Returns the layout. */
    public ParameterLayout layout() {
        return layout;
    }

    /**
     * Returns the parameters for a pass without training: a view of each that is requested. Values
     * computed from them belong to the same manager, whatever the order of operands.
     *
     * @param owner the manager of the views, which is closed with their pass
     */
    public Parameters views(NDManager owner) {
        Map<String, NDArray> all = lasting;
        if (all == null) {
            return views(ParameterViews.alias(trained, owner), owner);
        }
        return key -> {
            NDArray view = all.get(key);
            return view == null ? null : handles.of(view, owner);
        };
    }

    /**
     * Splits all parameters into views that exist as long as these weights, so that a pass needs
     * only a handle on each view that it reads. Call it before other threads use the weights.
     */
    public void keepViews(Engine engine) {
        Map<String, NDArray> all = new HashMap<>();
        ParameterViews.add(trained, layout.trained(), layout.trainedSize(), all);
        ParameterViews.add(frozen, layout.frozen(), layout.frozenSize(), all);
        ParameterViews.add(buffers, layout.buffers(), layout.buffersSize(), all);
        all.values().forEach(Handles::shared);
        handles = new Handles(engine);
        lasting = all;
    }

    /**
     * Splits a flat tensor of trained parameters into views, one for each parameter, and adds those
     * of the buffers.
     *
     * @param flat a tensor of {@code owner} as long as {@link #trained()}, such as one whose
     *     gradient is recorded
     * @param owner the manager of the views
     */
    public Parameters views(NDArray flat, NDManager owner) {
        Map<String, NDArray> views = new HashMap<>();
        ParameterViews.add(flat, layout.trained(), layout.trainedSize(), views);
        if (!layout.frozen().isEmpty()) {
            ParameterViews.add(
                    ParameterViews.alias(frozen, owner),
                    layout.frozen(),
                    layout.frozenSize(),
                    views);
        }
        if (!layout.buffers().isEmpty()) {
            ParameterViews.add(
                    ParameterViews.alias(buffers, owner),
                    layout.buffers(),
                    layout.buffersSize(),
                    views);
        }
        return views::get;
    }

    /**
     * Splits the range of a group into views, of which those of the group are parts of another
     * tensor; all others are views of these weights.
     *
     * @param own the values of the group, such as a tensor whose gradient is recorded
     * @param owner the manager of the views
     */
    public Parameters views(NDArray own, ParameterLayout.Group group, NDManager owner) {
        Map<String, NDArray> views = new HashMap<>();
        ParameterViews.add(own, layout.trained(group), group.end() - group.start(), views);
        Parameters others = views(owner);
        return key -> {
            NDArray view = views.get(key);
            return view == null ? others.find(key) : view;
        };
    }

    /** Copies all values to the host, by their names in files, in the order of the layout. */
    public Map<String, Snapshot> snapshot() {
        Map<String, Snapshot> values = new LinkedHashMap<>();
        copy(trained, layout.trained(), values);
        copy(frozen, layout.frozen(), values);
        copy(buffers, layout.buffers(), values);
        return values;
    }

    private static void copy(
            NDArray flat, List<ParameterSlice> slots, Map<String, Snapshot> values) {
        float[] all = flat.toFloatArray();
        ParameterNames.forEach(
                slots,
                (name, spec, offset) ->
                        values.put(
                                name,
                                new Snapshot(
                                        spec.shape(),
                                        FloatBuffer.wrap(
                                                        all,
                                                        Math.toIntExact(offset),
                                                        Math.toIntExact(spec.shape().size()))
                                                .slice())));
    }

    /**
     * Overwrites all values in place.
     *
     * @param values the elements of each parameter by its name in files
     */
    public void replace(Map<String, FloatBuffer> values, NDManager manager) {
        Weights other = of(layout, values, manager);
        Flat.overwrite(trained, other.trained);
        Flat.overwrite(frozen, other.frozen);
        Flat.overwrite(buffers, other.buffers);
        other.close();
        version++;
    }

    /**
     * The values of one parameter on the host.
     *
     * @param shape its dimensions
     * @param values its elements
     */
    public record Snapshot(Shape shape, FloatBuffer values) {}
}
