// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.detection.box.Box;
import dev.sora.detection.box.LabelledBox;
import dev.sora.detection.metric.BoxesOutcome;
import dev.sora.detection.metric.Detection;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.TilePrediction;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted output of boxes.
 *
 * @param settings the output
 * @param labels the classes
 * @param capacity the number of boxes for which a target has room
 * @param usual the mean number of boxes of a training record
 * @param warnings about the training data
 */
record FittedBoxes(
        Boxes settings, BoxLabels labels, int capacity, double usual, List<String> warnings)
        implements FittedOutput {

    private static final String CLASSES = "classes";
    private static final String KINDS = "kinds";

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return settings.plan(inputs, labels.names());
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder().integer("capacity", capacity).number("mean_boxes", usual);
        labels.save(state);
        return state.build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor boxes = HostTensor.allocate(DataType.FLOAT32, records.size(), capacity, 4);
        HostTensor classes = HostTensor.allocate(DataType.INT32, records.size(), capacity);
        HostTensor kinds = HostTensor.allocate(DataType.UINT8, records.size(), capacity);
        FloatBuffer edges = boxes.data().asFloatBuffer();
        IntBuffer positions = classes.data().asIntBuffer();
        ByteBuffer kind = kinds.data();
        for (int i = 0; i < records.size(); i++) {
            int at = i * capacity;
            for (LabelledBox box : boxes(records.get(i))) {
                edges.put(4 * at, (float) box.box().left());
                edges.put(4 * at + 1, (float) box.box().top());
                edges.put(4 * at + 2, (float) box.box().right());
                edges.put(4 * at + 3, (float) box.box().bottom());
                kind.put(at, (byte) kind(box));
                positions.put(
                        at, labels.position(box.label(), settings.column().name(), records.get(i)));
                at++;
            }
        }
        return List.of(boxes, classes, kinds);
    }

    private static int kind(LabelledBox box) {
        if (box.crowd()) {
            return Truth.CROWD;
        }
        return box.difficult() ? Truth.DIFFICULT : Truth.COUNTED;
    }

    private List<LabelledBox> boxes(DataRecord record) {
        List<LabelledBox> boxes = settings.column().of(record);
        if (boxes.size() > capacity) {
            throw new RecordException(
                    Problem.of(
                                    "SORA-4349",
                                    "a record has many more boxes in column '%s' than any training"
                                                    .formatted(settings.column().name())
                                            + " record")
                            .where(record.where())
                            .needs("at most " + capacity)
                            .have(Integer.toString(boxes.size()))
                            .fix(
                                    "train with such records, or leave them out with 'on_error:"
                                            + " skip' on the data source"));
        }
        return boxes;
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0))
                .with(CLASSES, encoded.get(1))
                .with(KINDS, encoded.get(2).toType(DataType.FLOAT32, false));
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        Signal picture = inputs.get(inputs.size() - 1);
        List<NDArray> maps =
                inputs.subList(0, inputs.size() - 1).stream().map(Signal::values).toList();
        DetectionHead head =
                new DetectionHead(settings.filters(), settings.depth(), labels.names().size());
        NDArray cells = Grid.of(maps).cells(pass);
        NDArray scores = head.scores(maps, pass);
        Signal prediction =
                Signal.of(scores)
                        .with(Boxes.BOXES, head.boxes(maps, cells, pass))
                        .with(
                                Boxes.CELLS,
                                cells.broadcast(
                                        scores.getShape().get(0),
                                        cells.getShape().get(1),
                                        Grid.NUMBERS))
                        .with(Signal.TRANSFORM, picture.part(Signal.TRANSFORM));
        return picture.has(Signal.MOSAIC)
                ? prediction.with(Signal.MOSAIC, picture.part(Signal.MOSAIC))
                : prediction;
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray boxes = prediction.part(Boxes.BOXES);
        int classes = labels.names().size();
        Truth truth =
                prediction.has(Signal.MOSAIC)
                        ? Truth.composed(
                                target.values(),
                                target.part(CLASSES),
                                target.part(KINDS),
                                prediction.part(Signal.MOSAIC),
                                classes)
                        : Truth.of(
                                target.values(),
                                target.part(CLASSES),
                                target.part(KINDS),
                                prediction.part(Signal.TRANSFORM),
                                classes);
        Assignment assignment =
                Assignment.of(prediction.values(), boxes, prediction.part(Boxes.CELLS), truth);
        return DetectionLoss.each(
                        prediction.values(),
                        boxes,
                        assignment,
                        truth.counted().sum(new int[] {1}),
                        usual)
                .mean();
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        List<List<Detection>> found =
                Decoding.of(prediction, labels.names(), settings.selection().measured());
        float[] edges = target.values().toFloatArray();
        int[] classes = target.part(CLASSES).toIntArray();
        float[] kinds = target.part(KINDS).toFloatArray();
        float[] transform = prediction.part(Signal.TRANSFORM).toFloatArray();
        List<BoxesOutcome.Scene> scenes = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            List<BoxesOutcome.Actual> actual = new ArrayList<>();
            for (int at = i * capacity; at < (i + 1) * capacity; at++) {
                if (kinds[at] != 0) {
                    actual.add(
                            new BoxesOutcome.Actual(
                                    classes[at],
                                    new Box(
                                            edges[4 * at],
                                            edges[4 * at + 1],
                                            edges[4 * at + 2],
                                            edges[4 * at + 3]),
                                    Truth.rule(kinds[at])));
                }
            }
            Box extent = Decoding.extent(transform, i);
            scenes.add(
                    new BoxesOutcome.Scene(extent.right(), extent.bottom(), found.get(i), actual));
        }
        return new BoxesOutcome(labels.names(), settings.selection().score(), scenes);
    }

    @Override
    public Optional<Map<String, Object>> joined(List<TilePrediction> parts) {
        return Optional.of(TiledBoxes.joined(parts, settings.selection()));
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return BoxScore.of(part, labels.names(), settings.selection());
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(new AnswerField("boxes", AnswerField.Type.NESTED));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (List<Detection> found :
                Decoding.of(prediction, labels.names(), settings.selection())) {
            List<Map<String, Object>> boxes = new ArrayList<>();
            for (Detection each : found) {
                Map<String, Object> value = new LinkedHashMap<>();
                value.put(LabelledBox.LABEL, labels.names().get(each.label()));
                value.put("score", each.score());
                value.put(LabelledBox.BOX, each.box().edges());
                boxes.add(value);
            }
            decoded.add(Map.of("boxes", boxes));
        }
        return decoded;
    }
}
