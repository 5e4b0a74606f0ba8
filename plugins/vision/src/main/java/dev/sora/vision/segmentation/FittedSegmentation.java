// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted segmentation. Targets are the classes of the mask's pixels, and the size of the picture.
 *
 * @param settings its settings
 * @param classes its classes
 * @param height rows of the masks as they are kept
 * @param width columns of the masks as they are kept
 */
record FittedSegmentation(Segmentation settings, MaskClasses classes, int height, int width)
        implements FittedOutput {

    private static final String SIZES = "sizes";

    static FittedOutput restore(Segmentation settings, State state) {
        return new FittedSegmentation(
                settings,
                classes(state),
                (int) state.integer("height", 1, 16384),
                (int) state.integer("width", 1, 16384));
    }

    /** Returns the classes in a state. */
    static MaskClasses classes(State state) {
        List<String> names = state.distinct("classes");
        List<String> values = state.distinct("values");
        List<String> ignored = state.distinct("ignored");
        if (names.size() < 2 || names.size() > MaskClasses.IGNORED) {
            throw state.broken("classes", "2 to %d texts".formatted(MaskClasses.IGNORED));
        }
        if (values.size() != names.size() || !values.stream().allMatch(MaskClasses::isValue)) {
            throw state.broken("values", "a grey level or a colour for each class");
        }
        if (!ignored.stream().allMatch(MaskClasses::isValue)) {
            throw state.broken("ignored", "grey levels or colours");
        }
        return new MaskClasses(names, values, ignored);
    }

    @Override
    public State state() {
        return State.builder()
                .strings("classes", classes.names())
                .strings("values", classes.values())
                .strings("ignored", classes.ignored())
                .integer("height", height)
                .integer("width", width)
                .build();
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return PixelHead.plan(inputs, classes.size(), classes.names());
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor masks = HostTensor.allocate(DataType.UINT8, records.size(), height, width);
        HostTensor sizes = HostTensor.allocate(DataType.FLOAT32, records.size(), 2);
        FloatBuffer pairs = sizes.data().asFloatBuffer();
        MaskClasses.Encoder encoder = classes.encoder();
        byte[] encoded = new byte[height * width];
        int position = 0;
        for (DataRecord record : records) {
            ImageValue mask = settings.mask(record);
            encoder.encode(mask, height, width, encoded, record);
            masks.data().put(position, encoded);
            position += encoded.length;
            pairs.put(mask.width()).put(mask.height());
        }
        return List.of(masks, sizes);
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0)).with(SIZES, encoded.get(1));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        return PixelHead.apply(inputs, classes.size(), pass);
    }

    /** Returns the right class of each pixel of a prediction, {@code (batch, height * width)}. */
    private static NDArray right(Signal prediction, Signal target) {
        Shape shape = prediction.values().getShape();
        return MaskPlaces.read(
                target.values(),
                target.part(SIZES),
                prediction.part(Signal.TRANSFORM),
                shape.get(2),
                shape.get(3));
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        return settings.loss().of(prediction.values(), right(prediction, target));
    }

    @Override
    public Optional<String> progressMetric() {
        return Optional.of("pixel_accuracy");
    }

    @Override
    public NDArray progressValue(Signal prediction, Signal target) {
        NDArray right = right(prediction, target);
        NDArray predicted = prediction.values().argMax(1).reshape(right.getShape());
        NDArray counted = right.neq(MaskClasses.IGNORED).toType(DataType.FLOAT32, false);
        NDArray agree = predicted.eq(right).toType(DataType.FLOAT32, false).mul(counted);
        return agree.sum().div(counted.sum().maximum(1));
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        Shape shape = prediction.values().getShape();
        byte[] predicted =
                prediction.values().argMax(1).toType(DataType.UINT8, false).toByteArray();
        byte[] right = right(prediction, target).toType(DataType.UINT8, false).toByteArray();
        int records = (int) shape.get(0);
        return new SegmentationOutcome(
                classes.names(),
                PixelCounts.of(predicted, right, records, classes.size()),
                MaskDrawing.first(prediction, predicted, right));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return Optional.of(MaskScore.of(part, classes.names()));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("size", AnswerField.Type.VECTOR),
                new AnswerField("shares", AnswerField.Type.NUMBERS),
                new AnswerField("masks", AnswerField.Type.NESTED));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        Shape shape = prediction.values().getShape();
        float[] scores = prediction.values().toFloatArray();
        float[] transforms = prediction.part(Signal.TRANSFORM).toFloatArray();
        int one = (int) (shape.get(1) * shape.get(2) * shape.get(3));
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            // an image that was only resized: width, 0, 0 and 0, height, 0
            PixelScores each =
                    new PixelScores(
                            scores,
                            i * one,
                            (int) shape.get(1),
                            (int) shape.get(2),
                            (int) shape.get(3));
            decoded.add(
                    DecodedMask.of(
                            classes,
                            each.classes(
                                    Math.round(transforms[6 * i + 4]),
                                    Math.round(transforms[6 * i])),
                            Math.round(transforms[6 * i])));
        }
        return decoded;
    }
}
