// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * An input of images that knows their layout and normalisation.
 *
 * <p>Images lie channels-last in memory, on the host and on the device, and are handed on as a
 * transposed view (batch, channels, height, width): CPUs convolve them fastest so.
 */
final class FittedImages implements FittedInput {

    private final String column;
    private final PixelLayout layout;
    private final Normalisation normalisation;
    private final Augmentation augmentation;
    private final Warp warp;
    private final Blots blots;

    FittedImages(
            String column,
            PixelLayout layout,
            Normalisation normalisation,
            Augmentation augmentation) {
        this.column = column;
        this.layout = layout;
        this.normalisation = normalisation;
        this.augmentation = augmentation;
        this.warp = new Warp(augmentation, layout);
        this.blots = new Blots(augmentation);
    }

    static FittedImages restore(String column, State state, Augmentation augmentation) {
        int channels = (int) state.whole("channels", 1, 3);
        if (channels == 2) {
            throw state.broken("channels", "1 or 3");
        }
        PixelLayout layout =
                new PixelLayout(
                        (int) state.whole("height", 1, 16384),
                        (int) state.whole("width", 1, 16384),
                        channels,
                        state.has("depth") && state.whole("depth", 8, 16) == 16);
        return new FittedImages(
                column, layout, Normalisation.restore(state, channels), augmentation);
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(layout.channels(), layout.height(), layout.width());
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder()
                        .whole("height", layout.height())
                        .whole("width", layout.width())
                        .whole("channels", layout.channels());
        if (layout.deep()) {
            state.whole("depth", 16);
        }
        normalisation.save(state);
        return state.build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        // 16-bit integers are not among the types that every engine takes
        HostTensor images =
                HostTensor.allocate(
                        layout.deep() ? DataType.FLOAT32 : DataType.UINT8,
                        records.size(),
                        layout.height(),
                        layout.width(),
                        layout.channels());
        int position = 0;
        for (DataRecord record : records) {
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
        return List.of(images);
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        // a conversion to the type that it has already would not copy, and what follows is in place
        NDArray images =
                layout.deep()
                        ? encoded.head().duplicate()
                        : encoded.head().toType(DataType.FLOAT32, true);
        boolean vary = pass.training();
        if (vary && augmentation.moves()) {
            images = warp.apply(images, pass);
        }
        if (vary && augmentation.recolours()) {
            blots.recolour(images, pass.random());
        }
        normalisation.apply(images);
        if (vary && augmentation.erase() > 0) {
            images = blots.erase(images, pass);
        }
        return Signal.of(images.transpose(0, 3, 1, 2));
    }
}
