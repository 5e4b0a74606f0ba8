// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.layers.DenseLayer;
import dev.sora.metric.Outcome;
import dev.sora.particle.AnswerField;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.tokens.Tokens;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The output with its tags. */
final class FittedTags implements UnaryFittedOutput {

    private static final String NAMES = "tags";

    private final Tags rules;
    private final List<String> names;
    private final List<String> warnings;
    private final Map<String, Integer> positions = new HashMap<>();

    FittedTags(Tags rules, List<String> names) {
        this(rules, names, List.of());
    }

    FittedTags(Tags rules, List<String> names, List<String> warnings) {
        this.rules = rules;
        this.warnings = warnings;
        this.names = List.copyOf(names);
        names.forEach(name -> positions.put(name, positions.size()));
    }

    static List<String> names(State state) {
        List<String> names = state.distinct(NAMES);
        if (names.isEmpty()) {
            throw state.broken(NAMES, "at least one tag");
        }
        return names;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return rules.plan(input, names.size(), names);
    }

    @Override
    public State state() {
        return State.builder().strings(NAMES, names).build();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor tags = HostTensor.allocate(DataType.INT32, records.size(), rules.length());
        HostTensor lengths = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer numbers = ints(tags);
        IntBuffer counts = ints(lengths);
        for (int record = 0; record < records.size(); record++) {
            List<String> own = rules.of(records.get(record));
            counts.put(own.size());
            for (int i = 0; i < own.size(); i++) {
                numbers.put(record * rules.length() + i, position(own.get(i), records.get(record)));
            }
        }
        return List.of(tags, lengths);
    }

    private int position(String tag, DataRecord record) {
        Integer position = positions.get(tag);
        if (position == null) {
            throw new RecordException(
                    Problem.of("SORA-4568", "the tag '%s' was not learned".formatted(tag))
                            .where(record.where())
                            .needs("a tag that a training record has")
                            .have(String.join(", ", names))
                            .fix("train with it, or set 'on_error: skip'"));
        }
        return position;
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    @Override
    public Signal target(NDList encoded) {
        NDArray tags = encoded.get(0);
        NDArray lengths = encoded.get(1);
        int longest = Math.max(1, lengths.max().getInt());
        return Signal.sequence(
                longest < rules.length() ? tags.split(new long[] {longest}, 1).get(0) : tags,
                lengths);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray scores = DenseLayer.applyBiased(input.values(), pass.within("head"));
        Signal prediction = Signal.sequence(scores, input.lengths()).masked();
        Shape shape = scores.getShape();
        Shape sequence = new Shape(shape.get(0), shape.get(1));
        // the best tags are for answers and metrics; a loss does not read them
        NDArray tags =
                pass.training()
                        ? pass.manager().zeros(sequence, DataType.INT32)
                        : pass.manager().create(best(prediction, pass), sequence);
        return prediction.with(Tags.TAGS, tags);
    }

    private int[] best(Signal prediction, Pass pass) {
        Shape shape = prediction.values().getShape();
        int records = (int) shape.get(0);
        int steps = (int) shape.get(1);
        float[] scores = prediction.values().toFloatArray();
        int[] lengths = prediction.lengths().toIntArray();
        Viterbi viterbi = viterbi(pass);
        int[] tags = new int[records * steps];
        for (int record = 0; record < records; record++) {
            int length = Math.min(lengths[record], steps);
            if (length > 0) {
                viterbi.decode(scores, record * steps * names.size(), length, tags, record * steps);
            }
        }
        return tags;
    }

    private Viterbi viterbi(Pass pass) {
        int count = names.size();
        boolean[] follows = new boolean[count * count];
        boolean[] begins = new boolean[count];
        for (int tag = 0; tag < count; tag++) {
            begins[tag] = !rules.bio() || Bio.follows(Bio.OUTSIDE, names.get(tag));
            for (int before = 0; before < count; before++) {
                follows[before * count + tag] =
                        !rules.bio() || Bio.follows(names.get(before), names.get(tag));
            }
        }
        return Viterbi.of(
                pass.parameter(Crf.STEPS).toFloatArray(),
                pass.parameter(Crf.FIRST).toFloatArray(),
                pass.parameter(Crf.LAST).toFloatArray(),
                follows,
                begins);
    }

    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        aligned(prediction.lengths().toIntArray(), target.lengths().toIntArray());
        long steps = prediction.values().getShape().get(1);
        return Crf.loss(prediction, aligned(target.values(), steps, pass), pass).mean();
    }

    /** Cuts or pads tags to a number of steps; both are trimmed to the longest of their batch. */
    private static NDArray aligned(NDArray tags, long steps, Pass pass) {
        Shape shape = tags.getShape();
        if (shape.get(1) >= steps) {
            return shape.get(1) == steps ? tags : tags.split(new long[] {steps}, 1).get(0);
        }
        Shape rest = new Shape(shape.get(0), steps - shape.get(1));
        return tags.concat(pass.manager().zeros(rest, tags.getDataType()), 1);
    }

    /**
     * Checks that a signal has a step for each token. A particle that strides or an input that
     * reads another column would otherwise give each token the tag of another.
     */
    private void aligned(int[] steps, int[] tokens) {
        for (int record = 0; record < tokens.length; record++) {
            if (steps[record] != tokens[record]) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4570",
                                        "the steps of the signal of the output for column '%s' are"
                                                        .formatted(rules.column())
                                                + " not its tokens")
                                .needs(
                                        "a step for each token of column '%s'"
                                                .formatted(rules.tokens()))
                                .have(
                                        "%d steps for %d tokens in a record"
                                                .formatted(steps[record], tokens[record]))
                                .fix(
                                        "let an input of type 'tokens' read column '%s'"
                                                        .formatted(rules.tokens())
                                                + ", and set a stride of 1 in the particles after"
                                                + " it; or correct 'tokens' of the output"));
            }
        }
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        aligned(prediction.lengths().toIntArray(), target.lengths().toIntArray());
        List<List<String>> right = sequences(target.values(), target.lengths());
        return new TagOutcome(sequences(prediction.part(Tags.TAGS), target.lengths()), right);
    }

    /** Returns the names of the tags of each record. */
    private List<List<String>> sequences(NDArray tags, NDArray lengths) {
        int steps = (int) tags.getShape().get(1);
        int[] numbers = tags.toIntArray();
        int[] counts = lengths.toIntArray();
        List<List<String>> sequences = new ArrayList<>();
        for (int record = 0; record < counts.length; record++) {
            List<String> own = new ArrayList<>(counts[record]);
            for (int i = 0; i < counts[record]; i++) {
                own.add(names.get(numbers[record * steps + i]));
            }
            sequences.add(own);
        }
        return sequences;
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        return TagScore.of(part, names);
    }

    @Override
    public List<AnswerField> answerFields() {
        AnswerField tags = new AnswerField("tags", AnswerField.Type.TEXTS);
        return rules.bio()
                ? List.of(tags, new AnswerField("entities", AnswerField.Type.NESTED))
                : List.of(tags);
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        int[] tokens =
                records.stream().mapToInt(r -> Tokens.of(r, rules.tokens()).size()).toArray();
        aligned(prediction.lengths().toIntArray(), tokens);
        List<List<String>> sequences = sequences(prediction.part(Tags.TAGS), prediction.lengths());
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("tags", sequences.get(i));
            if (rules.bio()) {
                answer.put(
                        "entities", Entities.of(sequences.get(i), rules.tokens(), records.get(i)));
            }
            answers.add(answer);
        }
        return answers;
    }
}
