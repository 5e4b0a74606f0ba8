// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a pipeline: one flat tensor of trained parameters, one of frozen ones and one of
 * buffers, on the device. Closing their manager frees them.
 */
public final class Weights {

    private final ParameterLayout layout;
    private final NDArray trained;
    private final NDArray frozen;
    private final NDArray buffers;
    private @Nullable Map<String, NDArray> lasting;

    private Weights(ParameterLayout layout, NDArray trained, NDArray frozen, NDArray buffers) {
        this.layout = layout;
        this.trained = trained;
        this.frozen = frozen;
        this.buffers = buffers;
    }

    /** Changes the values that a parameter of one member starts with. */
    @FunctionalInterface
    public interface Start {

        /**
         * Changes what the initialiser filled in.
         *
         * @param node the name of the node
         * @param member the member, counted from 0
         */
        void adapt(String node, int member, ParameterSpec spec, float[] values);
    }

    /**
     * Creates weights with the values that the parameters' initialisers give for a seed.
     *
     * @param start changes some of them, such as those that come from another package
     */
    public static Weights initialise(
            ParameterLayout layout, long seed, Start start, NDManager manager) {
        return new Weights(
                layout,
                fill(layout.trained(), layout.trainedSize(), seed, start, manager),
                fill(layout.frozen(), layout.frozenSize(), seed, start, manager),
                fill(layout.buffers(), layout.buffersSize(), seed, start, manager));
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
                place(layout.trained(), layout.trainedSize(), values, manager),
                place(layout.frozen(), layout.frozenSize(), values, manager),
                place(layout.buffers(), layout.buffersSize(), values, manager));
    }

    private static NDArray fill(
            List<Slot> slots, long size, long seed, Start start, NDManager manager) {
        FloatBuffer flat = allocate(size);
        for (Slot slot : slots) {
            for (int i = 0; i < slot.count(); i++) {
                float[] values = new float[Math.toIntExact(slot.memberSize())];
                int member = Math.max(slot.member(), 0) + i;
                String name = slot.node() + "[" + member + "]." + slot.spec().name();
                slot.spec()
                        .initialiser()
                        .fill(values, slot.spec().shape(), new SplittableRandom(mix(seed, name)));
                start.adapt(slot.node(), member, slot.spec(), values);
                flat.position(Math.toIntExact(slot.offset() + i * slot.memberSize()));
                flat.put(values);
            }
        }
        return upload(flat, size, manager);
    }

    private static NDArray place(
            List<Slot> slots, long size, Map<String, FloatBuffer> values, NDManager manager) {
        FloatBuffer flat = allocate(size);
        forEachMember(
                slots,
                (name, spec, offset) -> {
                    flat.position(Math.toIntExact(offset));
                    flat.put(values.get(name).duplicate().rewind());
                });
        return upload(flat, size, manager);
    }

    private static FloatBuffer allocate(long size) {
        // at least one element: engines differ in what they make of empty tensors
        return ByteBuffer.allocateDirect(Math.toIntExact(Math.max(1, size) * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static NDArray upload(FloatBuffer flat, long size, NDManager manager) {
        flat.rewind();
        try (NDArray host = manager.create(flat, new Shape(Math.max(1, size)), DataType.FLOAT32)) {
            // a copy lies in memory of the engine's own, aligned as its kernels like it
            return host.duplicate();
        }
    }

    /** Mixes a name into a seed (FNV-1a, 64 bits), so that each name has a sequence of its own. */
    static long mix(long seed, String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash ^ (seed * 0x9e3779b97f4a7c15L);
    }

    /** Returns a copy on the device. */
    public Weights duplicate() {
        return new Weights(layout, trained.duplicate(), frozen.duplicate(), buffers.duplicate());
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
     * Returns the parameters for a pass that does not train: a view of each that is asked for. What
     * is computed from them belongs to their manager too, whatever comes first in an operation.
     *
     * @param owner the manager of the views, which is closed with the pass that they are for
     */
    public Parameters views(NDManager owner) {
        Map<String, NDArray> all = lasting;
        if (all == null) {
            return views(alias(trained, owner), owner);
        }
        return key -> {
            NDArray view = all.get(key);
            return view == null ? null : alias(view, owner);
        };
    }

    /**
     * Cuts all parameters into views that last as long as these weights, so that a pass needs no
     * more than a handle on each that it reads. Called before other threads see the weights.
     */
    public void keepViews() {
        Map<String, NDArray> all = new HashMap<>();
        addViews(trained, layout.trained(), layout.trainedSize(), all);
        addViews(frozen, layout.frozen(), layout.frozenSize(), all);
        addViews(buffers, layout.buffers(), layout.buffersSize(), all);
        lasting = all;
    }

    /**
     * Cuts a flat tensor of trained parameters into views, one a parameter, and adds those of the
     * buffers.
     *
     * @param flat a tensor of {@code owner} as long as {@link #trained()}, such as a leaf that a
     *     tape watches
     * @param owner the manager of the views
     */
    public Parameters views(NDArray flat, NDManager owner) {
        Map<String, NDArray> views = new HashMap<>();
        addViews(flat, layout.trained(), layout.trainedSize(), views);
        if (!layout.frozen().isEmpty()) {
            addViews(alias(frozen, owner), layout.frozen(), layout.frozenSize(), views);
        }
        if (!layout.buffers().isEmpty()) {
            addViews(alias(buffers, owner), layout.buffers(), layout.buffersSize(), views);
        }
        return views::get;
    }

    /** Returns another handle on the same memory. */
    private static NDArray alias(NDArray flat, NDManager owner) {
        NDArray alias = flat.stopGradient();
        alias.attach(owner);
        return alias;
    }

    private static void addViews(
            NDArray flat, List<Slot> slots, long size, Map<String, NDArray> views) {
        if (slots.isEmpty()) {
            return;
        }
        // cut before and after each parameter: one native call, whose gradient is one concatenation
        long[] cuts = new long[slots.size() * 2];
        int n = 0;
        for (Slot slot : slots) {
            if (slot.offset() > 0 && (n == 0 || cuts[n - 1] != slot.offset())) {
                cuts[n++] = slot.offset();
            }
            if (slot.offset() + slot.size() < size) {
                cuts[n++] = slot.offset() + slot.size();
            }
        }
        NDList pieces = flat.split(Arrays.copyOf(cuts, n), 0);
        Map<Long, NDArray> byOffset = new HashMap<>();
        long offset = 0;
        for (NDArray piece : pieces) {
            byOffset.put(offset, piece);
            offset += piece.size();
        }
        for (Slot slot : slots) {
            views.put(slot.key(), byOffset.get(slot.offset()).reshape(slot.shape()));
        }
        // a piece holds the memory of all that it was cut from for as long as it is open
        pieces.stream().filter(piece -> piece != flat).forEach(NDArray::close);
    }

    /** Copies all values to the host, by their names in files, in the order of the layout. */
    public Map<String, Snapshot> snapshot() {
        Map<String, Snapshot> values = new LinkedHashMap<>();
        copy(trained, layout.trained(), values);
        copy(frozen, layout.frozen(), values);
        copy(buffers, layout.buffers(), values);
        return values;
    }

    private static void copy(NDArray flat, List<Slot> slots, Map<String, Snapshot> values) {
        float[] all = flat.toFloatArray();
        forEachMember(
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
    }

    /**
     * The place of one parameter in the flat tensor of trained ones.
     *
     * @param node the node that it belongs to
     * @param name its name in files
     * @param dimensions its shape
     * @param offset its first element
     */
    public record Place(String node, String name, List<Long> dimensions, long offset) {}

    /** Returns where each trained parameter lies, in the order in which they lie. */
    public static List<Place> places(ParameterLayout layout) {
        List<Place> places = new ArrayList<>();
        Map<Long, String> nodes = new HashMap<>();
        for (Slot slot : layout.trained()) {
            for (int i = 0; i < slot.count(); i++) {
                nodes.put(slot.offset() + i * slot.memberSize(), slot.node());
            }
        }
        forEachMember(
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
        forEachMember(layout.trained(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        forEachMember(layout.frozen(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        forEachMember(layout.buffers(), (name, spec, offset) -> shapes.put(name, spec.shape()));
        return shapes;
    }

    private static void forEachMember(List<Slot> slots, MemberAction action) {
        Map<String, Integer> members = new HashMap<>();
        slots.forEach(
                slot ->
                        members.merge(
                                slot.node(), Math.max(slot.member() + 1, slot.count()), Math::max));
        for (Slot slot : slots) {
            for (int i = 0; i < slot.count(); i++) {
                int member = Math.max(slot.member(), 0) + i;
                action.accept(
                        slot.fileName(member, members.get(slot.node())),
                        slot.spec(),
                        slot.offset() + i * slot.memberSize());
            }
        }
    }

    /**
     * The values of one parameter on the host.
     *
     * @param shape its dimensions
     * @param values its elements
     */
    public record Snapshot(Shape shape, FloatBuffer values) {}

    private interface MemberAction {
        void accept(String name, ParameterSpec spec, long offset);
    }
}
