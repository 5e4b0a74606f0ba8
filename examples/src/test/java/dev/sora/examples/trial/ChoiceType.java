// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.metric.Outcome;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.Retrieval;
import dev.sora.particle.State;
import dev.sora.particle.UnaryFittedOutput;
import dev.sora.particle.UnaryOutput;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * {@code choice}: classifies a point among all kinds; fails where its setting {@code fault}
 * requests it.
 */
final class ChoiceType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The kind.", ColumnType.TEXT).required();
    private static final Setting<String> FAULT =
            Setting.string("fault", "Where it fails.").orElse("");
    private static final List<String> KINDS = List.of("a", "b", "c");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("choice", "Chooses.", COLUMN, FAULT);
    }

    @Override
    public boolean retrieves() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return RankingOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Choice(settings.get(COLUMN), settings.get(FAULT));
    }

    private record Choice(String column, String fault)
            implements UnaryOutput, UnaryFittedOutput, Retrieval, Retrieval.Baseline {

        private void pass(String place) {
            if (fault.equals(place)) {
                throw new IllegalStateException("boom at " + place);
            }
        }

        @Override
        public ParticlePlan plan(SignalSpec input) {
            if (input.values().rank() != 1 || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException("a vector of floats", input);
            }
            return ParticlePlan.of(SignalSpec.floats());
        }

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return UnaryFittedOutput.super.plan(inputs);
        }

        @Override
        public FittedOutput fit(Records records) {
            return this;
        }

        @Override
        public FittedOutput restore(State state) {
            return this;
        }

        @Override
        public State state() {
            pass("state");
            return State.builder().build();
        }

        @Override
        public List<HostTensor> encode(List<DataRecord> records) {
            HostTensor tensor = HostTensor.allocate(DataType.INT32, records.size());
            for (int i = 0; i < records.size(); i++) {
                tensor.data().putInt(i * Integer.BYTES, kind(records.get(i)));
            }
            return List.of(tensor);
        }

        private int kind(DataRecord record) {
            return KINDS.indexOf(record.get(column, String.class));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(input.values().mean(new int[] {1}));
        }

        @Override
        public NDArray loss(Signal prediction, Signal target, Pass pass) {
            return prediction.values().square().mean();
        }

        @Override
        public Outcome outcome(Signal prediction, Signal target) {
            throw new UnsupportedOperationException("the retrieval measures");
        }

        @Override
        public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
            throw new UnsupportedOperationException("the retrieval decodes");
        }

        @Override
        public Optional<Retrieval> retrieval() {
            pass("retrieval");
            return Optional.of(this);
        }

        @Override
        public Set<String> columns() {
            pass("columns");
            return Set.of(column);
        }

        @Override
        public List<DataRecord> catalogue() {
            pass("catalogue");
            Schema schema = Schema.of(Column.of(column, ColumnType.TEXT));
            return KINDS.stream()
                    .map(kind -> new DataRecord(schema, "kinds", KINDS.indexOf(kind), kind))
                    .toList();
        }

        @Override
        public Pairs draw(int size, List<HostTensor> targets, RandomGenerator random) {
            pass("draw");
            int[] records = new int[size];
            int[] candidates = new int[size];
            for (int i = 0; i < size; i++) {
                records[i] = i;
                candidates[i] = random.nextInt(KINDS.size());
            }
            return Pairs.of(records, candidates);
        }

        @Override
        public void questions(Records records, Consumer<Question> action) {
            pass("questions");
            records.forEach(
                    record ->
                            action.accept(
                                    Question.of(
                                            record,
                                            new int[] {0, 1, 2},
                                            new int[] {kind(record)})));
        }

        @Override
        public Optional<String> protocol() {
            pass("protocol");
            return Optional.of("All kinds are ranked.");
        }

        @Override
        public Optional<Baseline> baseline() {
            pass("baseline");
            return Optional.of(this);
        }

        @Override
        public String name() {
            pass("name");
            return "alphabet";
        }

        @Override
        public String meaning() {
            pass("meaning");
            return "The order of the alphabet.";
        }

        @Override
        public float[] scores(Question question) {
            pass("scores");
            return new float[] {3, 2, 1};
        }

        @Override
        public Question question(DataRecord record) {
            return Question.of(record, new int[] {0, 1, 2}, new int[0]);
        }

        @Override
        public Outcome outcome(Question question, float[] scores) {
            pass("outcome");
            return RankingOutcome.of(
                    KINDS.size(),
                    List.of(
                            RankingOutcome.Ranking.of(
                                    question.candidates(), scores, question.relevant(), 3)));
        }

        @Override
        public double loss(Question question, float[] scores) {
            pass("loss");
            return 0;
        }

        @Override
        public Map<String, Object> decode(Question question, float[] scores) {
            return Map.of("kind", KINDS.get(0));
        }
    }
}
