// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.Records;
import dev.sora.detection.box.BoxColumn;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * An output of boxes before it is fitted.
 *
 * @param column the column of the boxes
 * @param listed the classes; empty if the data determines them
 * @param filters the channels of the hidden convolutions
 * @param depth the number of hidden convolutions of each tower
 * @param selection which boxes are predicted
 */
record Boxes(BoxColumn column, List<String> listed, int filters, int depth, Selection selection)
        implements OutputParticle {

    /** The part of a prediction with the box of each position. */
    static final String BOXES = "boxes";

    /** The part of a prediction with the cell of each position. */
    static final String CELLS = "cells";

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return plan(inputs, listed);
    }

    ParticlePlan plan(List<SignalSpec> inputs, List<String> names) {
        SignalSpec picture = inputs.get(inputs.size() - 1);
        if (inputs.size() < 2) {
            throw new ShapeException(
                    "at least one feature map, and the picture",
                    picture,
                    "from: [fine, coarse, picture], where the last one is the input");
        }
        if (!picture.has(Signal.TRANSFORM)) {
            throw new ShapeException(
                    "as the last signal, the picture with the part 'transform'",
                    picture,
                    "name the input of the picture last in 'from', and set 'transform: true' on it");
        }
        image(picture);
        long positions = 0;
        long channels = TensorSpec.UNKNOWN;
        for (SignalSpec map : inputs.subList(0, inputs.size() - 1)) {
            TensorSpec values = image(map);
            long own = values.dimension(0);
            if (channels >= 0 && own >= 0 && own != channels) {
                throw new ShapeException(
                        "feature maps of equal channels; the first has " + channels,
                        map,
                        "give the particles before it equal 'filters'");
            }
            channels = Math.max(channels, own);
            long area = TensorSpec.floats(values.dimension(1), values.dimension(2)).size();
            positions = positions < 0 || area < 0 ? TensorSpec.UNKNOWN : positions + area;
        }
        long classes = names.isEmpty() ? TensorSpec.UNKNOWN : names.size();
        SignalSpec output =
                SignalSpec.floats(positions, classes)
                        .with(BOXES, TensorSpec.floats(positions, 4))
                        .with(CELLS, TensorSpec.floats(positions, Grid.NUMBERS))
                        .with(Signal.TRANSFORM, picture.part(Signal.TRANSFORM));
        if (picture.has(Signal.MOSAIC)) {
            output = output.with(Signal.MOSAIC, picture.part(Signal.MOSAIC));
        }
        return ParticlePlan.of(
                output,
                new DetectionHead(filters, depth, (int) classes)
                        .parameters(channels, inputs.size() - 1, names));
    }

    private static TensorSpec image(SignalSpec signal) {
        TensorSpec values = signal.values();
        if (values.rank() != 3 || values.type() != DataType.FLOAT32 || signal.isSequence()) {
            throw new ShapeException(
                    "an image of floats (channels, height, width)",
                    signal,
                    "take particles that keep rows and columns, such as 'conv2d'");
        }
        return values;
    }

    @Override
    public boolean readsMosaics() {
        return true;
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known classes keep their positions; new classes get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, BoxLabels.restore(state).names());
    }

    private FittedOutput fit(Records records, List<String> known) {
        BoxSurvey survey = new BoxSurvey(column, listed);
        records.forEach(survey::add);
        return survey.fitted(this, known);
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedBoxes(
                this,
                BoxLabels.restore(state),
                (int) state.integer("capacity", 1, 1_000_000),
                usual(state),
                List.of());
    }

    private static double usual(State state) {
        double usual = state.number("mean_boxes");
        if (usual <= 0) {
            throw state.broken("mean_boxes", "a number greater than 0");
        }
        return usual;
    }
}
