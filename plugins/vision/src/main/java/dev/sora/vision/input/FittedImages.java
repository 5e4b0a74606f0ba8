// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxPreparation;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Intermediates;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted input of images with their layout and normalisation.
 *
 * <p>Images are channels-last in memory, on the host and on the device. The signal is a transposed
 * view (batch, channels, height, width), because CPUs convolve this layout fastest.
 */
final class FittedImages implements FittedInput, OnnxPreparation {

    /** The number of the type of 32-bit floats in ONNX. */
    private static final long FLOAT = 1;

    private final String column;
    private final PixelLayout layout;
    private final Normalisation normalisation;
    private final Augmentation augmentation;
    private final boolean transform;
    private final AveragedViews views;
    private final boolean blank;
    private final Warp warp;
    private final PixelAugmentation blots;

    FittedImages(
            String column,
            PixelLayout layout,
            Normalisation normalisation,
            Augmentation augmentation,
            boolean transform,
            AveragedViews views,
            boolean blank) {
        this.views = views;
        this.blank = blank;
        this.column = column;
        this.layout = layout;
        this.normalisation = normalisation;
        this.augmentation = augmentation;
        this.transform = transform;
        this.warp = new Warp(augmentation, layout);
        this.blots = new PixelAugmentation(augmentation);
    }

    static FittedImages restore(
            String column,
            State state,
            Augmentation augmentation,
            boolean transform,
            AveragedViews views,
            boolean blank) {
        int channels = (int) state.integer("channels", 1, 3);
        if (channels == 2) {
            throw state.broken("channels", "1 or 3");
        }
        PixelLayout layout =
                new PixelLayout(
                        (int) state.integer("height", 1, 16384),
                        (int) state.integer("width", 1, 16384),
                        channels,
                        state.has("depth") && state.integer("depth", 8, 16) == 16);
        return new FittedImages(
                column,
                layout,
                Normalisation.restore(state, channels),
                augmentation,
                transform,
                views,
                blank);
    }

    PixelLayout layout() {
        return layout;
    }

    /** Returns an input with another image size. */
    FittedImages sized(int height, int width) {
        PixelLayout other = new PixelLayout(height, width, layout.channels(), layout.deep());
        return new FittedImages(
                column, other, normalisation, augmentation, transform, views, blank);
    }

    @Override
    public SignalSpec spec() {
        return spec(
                transform,
                augmentation.mosaic() > 0,
                layout.channels(),
                layout.height(),
                layout.width());
    }

    /** Returns the signal of images, optionally with the transform and the tiles of each. */
    static SignalSpec spec(
            boolean transform, boolean mosaic, long channels, long height, long width) {
        SignalSpec images = SignalSpec.floats(channels, height, width);
        if (!transform) {
            return images;
        }
        SignalSpec placed = images.with(Signal.TRANSFORM, TensorSpec.floats(2, 3));
        return mosaic
                ? placed.with(Signal.MOSAIC, TensorSpec.floats(TensorSpec.UNKNOWN, Mosaic.NUMBERS))
                : placed;
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder()
                        .integer("height", layout.height())
                        .integer("width", layout.width())
                        .integer("channels", layout.channels());
        if (layout.deep()) {
            state.integer("depth", 16);
        }
        normalisation.save(state);
        return state.build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        // not every engine supports 16-bit integers
        HostTensor images =
                HostTensor.allocate(
                        layout.deep() ? DataType.FLOAT32 : DataType.UINT8,
                        records.size(),
                        layout.height(),
                        layout.width(),
                        layout.channels());
        int position = 0;
        for (DataRecord record : records) {
            if (isBlank(record)) {
                // a new tensor holds zeros
                position += layout.height() * layout.width() * layout.channels();
                continue;
            }
            ImageValue image = record.get(column, ImageValue.class);
            if (layout.deep()) {
                float[] levels = layout.levels(image);
                images.data().asFloatBuffer().put(position, levels);
                position += levels.length;
            } else {
                byte[] samples = layout.samples(image);
                images.data().put(position, samples);
                position += samples.length;
            }
        }
        return transform ? List.of(images, sizes(records)) : List.of(images);
    }

    /**
     * Normalises pictures of the size that the model takes, 8 bits a sample, channels last:
     * decoding and resizing are not operators of the graph.
     */
    @Override
    public OnnxValue prepare(OnnxGraph graph) {
        if (transform || layout.deep() || views.count() > 1) {
            throw new UnsupportedOperationException(
                    layout.deep()
                            ? "no operators are declared for 16 bits a sample"
                            : "no operators are declared for several views, or for their places");
        }
        String pixels =
                graph.column(
                        column, DataType.UINT8, layout.height(), layout.width(), layout.channels());
        graph.note(
                "pixels",
                "decoded and resized to height %d, width %d, %d channels"
                        .formatted(layout.height(), layout.width(), layout.channels()));
        String floats = graph.node("Cast", List.of(pixels), Map.of("to", FLOAT));
        String normal = normalisation.export(floats, graph);
        String turned =
                graph.node("Transpose", List.of(normal), Map.of("perm", new long[] {0, 3, 1, 2}));
        return new OnnxValue(turned, spec().values());
    }

    /** Returns whether a record lacks its picture, and may. */
    private boolean isBlank(DataRecord record) {
        return blank && record.find(column).isEmpty();
    }

    private HostTensor sizes(List<DataRecord> records) {
        HostTensor sizes = HostTensor.allocate(DataType.FLOAT32, records.size(), 2);
        FloatBuffer buffer = sizes.data().asFloatBuffer();
        for (DataRecord record : records) {
            if (isBlank(record)) {
                buffer.put(layout.width()).put(layout.height());
                continue;
            }
            ImageValue image = record.get(column, ImageValue.class);
            buffer.put(image.width()).put(image.height());
        }
        return sizes;
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        // force a copy: a conversion to the same type would return the array itself, and the next
        // steps are in place
        NDArray images =
                layout.deep()
                        ? encoded.head().duplicate()
                        : encoded.head().toType(DataType.FLOAT32, true);
        boolean vary = pass.training();
        AffineMap moved = null;
        RandAugment policy = augmentation.policy();
        Optional<RandAugment.Drawn> drawn = Optional.empty();
        if (vary && policy.isActive()) {
            drawn = Optional.of(policy.draw(images.getShape().get(0), pass));
        }
        Optional<Mosaic> mosaic = vary ? composed(images, encoded, pass) : Optional.empty();
        if (mosaic.isPresent()) {
            images = mosaic.get().images();
        } else if (vary && augmentation.moves()) {
            moved = warp.draw(images.getShape().get(0), pass);
            if (drawn.isPresent()) {
                moved = policy.moved(moved, drawn.get(), layout.height(), layout.width());
            }
            AffineMap map = moved;
            images = Intermediates.consumed(images, x -> warp.apply(x, map, pass));
        }
        if (vary && augmentation.recolours()) {
            blots.recolour(images, pass.random());
        }
        if (drawn.isPresent()) {
            images = policy.recoloured(images, drawn.get());
        }
        images = normalisation.apply(images, pass);
        if (vary && augmentation.erase() > 0) {
            images = blots.erase(images, pass);
        }
        if (vary && augmentation.mixer().mixes()) {
            images = augmentation.mixer().apply(images, pass);
        }
        if (!vary && pass.view() > 0) {
            images = views.of(images, pass.view() % views.count());
        }
        Signal signal = Signal.of(images.transpose(0, 3, 1, 2));
        if (!transform) {
            return signal;
        }
        NDArray sizes = encoded.get(1);
        NDArray matrices =
                moved == null
                        ? AffineMap.ofPictures(sizes)
                        : moved.toPictures(layout.height(), layout.width(), sizes);
        Signal placed = signal.with(Signal.TRANSFORM, matrices);
        return augmentation.mosaic() > 0
                ? placed.with(
                        Signal.MOSAIC,
                        mosaic.map(Mosaic::tiles).orElseGet(() -> Mosaic.whole(matrices)))
                : placed;
    }

    /** Composes the images, in the chosen fraction of the minibatches. */
    private Optional<Mosaic> composed(NDArray images, NDList encoded, Pass pass) {
        boolean chosen =
                augmentation.mosaic() > 0
                        && images.getShape().get(0) > 1
                        && pass.random().host().nextDouble() < augmentation.mosaic();
        return chosen
                ? Optional.of(Mosaic.of(images, encoded.get(1), augmentation.flip(), pass))
                : Optional.empty();
    }
}
