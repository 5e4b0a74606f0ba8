// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
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
import dev.sora.sound.metric.SymbolOutcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fitted output of sequences of symbols. Position 0 of the scores is the blank. */
final class FittedCtc implements UnaryFittedOutput {

    private static final String COUNTS = "counts";

    /** Characters of a record in a message. */
    private static final int SHOWN = 60;

    private final Ctc settings;
    private final List<String> symbols;
    private final int longest;
    private final int width;
    private final Map<String, Integer> positions = new HashMap<>();

    FittedCtc(Ctc settings, List<String> symbols, int longest) {
        this.settings = settings;
        this.longest = longest;
        this.width = Math.min(Ctc.MOST_LENGTH, Math.max(64, 2 * longest));
        this.symbols = List.copyOf(symbols);
        for (int i = 0; i < symbols.size(); i++) {
            positions.put(symbols.get(i), i + 1);
        }
    }

    static List<String> symbols(State state) {
        List<String> symbols = state.distinct(Ctc.SYMBOLS);
        if (symbols.isEmpty() || symbols.contains("")) {
            throw state.broken(Ctc.SYMBOLS, "strings that are not empty");
        }
        return symbols;
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return settings.plan(input, symbols);
    }

    @Override
    public State state() {
        return State.builder().strings(Ctc.SYMBOLS, symbols).integer(Ctc.LENGTH, longest).build();
    }

    /** Targets have room for twice the symbols of the longest training record, and for 64. */
    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor targets = HostTensor.allocate(DataType.INT32, records.size(), width);
        HostTensor counts = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer out = targets.data().asIntBuffer();
        IntBuffer lengths = counts.data().asIntBuffer();
        for (int row = 0; row < records.size(); row++) {
            List<String> own = settings.symbols(records.get(row));
            if (own.size() > width) {
                throw tooMany(records.get(row), own.size());
            }
            lengths.put(row, own.size());
            for (int i = 0; i < own.size(); i++) {
                Integer position = positions.get(own.get(i));
                if (position == null) {
                    throw unknown(records.get(row), own.get(i));
                }
                out.put(row * width + i, position);
            }
        }
        return List.of(targets, counts);
    }

    private RecordException tooMany(DataRecord record, int count) {
        return new RecordException(
                Problem.of("SORA-4539", "a record has many more symbols than those of the training")
                        .where(record.where())
                        .needs("at most %d symbols".formatted(width))
                        .have(String.valueOf(count))
                        .fix("train on records as long, or set 'on_error: skip'"));
    }

    private RecordException unknown(DataRecord record, String symbol) {
        return new RecordException(
                Problem.of(
                                "SORA-4537",
                                "the symbol '%s' is not in the training data".formatted(symbol))
                        .where(record.where())
                        .needs(
                                "one of %d symbols, such as '%s'"
                                        .formatted(symbols.size(), symbols.get(0)))
                        .fix("train on records with it, or set 'on_error: skip'"));
    }

    @Override
    public Signal target(NDList encoded) {
        return Signal.of(encoded.get(0)).with(COUNTS, encoded.get(1));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        if (!settings.head()) {
            return input;
        }
        NDArray scores = Ctc.layer(symbols.size() + 1L).apply(input.values(), pass);
        return input.isSequence()
                ? Signal.sequence(scores, input.lengths()).masked()
                : Signal.of(scores);
    }

    /**
     * Returns the mean of {@code -ln p} over the records. The sums over alignments are computed on
     * the host in 64-bit floats, and their derivative enters the graph as a constant factor: the
     * result has the value of the loss and, by construction, its derivative.
     *
     * @throws DataException if a record has fewer steps than its symbols need
     */
    @Override
    public NDArray loss(Signal prediction, Signal target, Pass pass) {
        NDArray logs = prediction.values().logSoftmax(2);
        CtcBatch batch = new CtcBatch(logs, prediction);
        int[] targets = target.values().toIntArray();
        int[] counts = target.part(COUNTS).toIntArray();
        int width = targets.length / counts.length;
        float[] gradient = new float[batch.size()];
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            int[] own = Arrays.copyOfRange(targets, i * width, i * width + counts[i]);
            int least = CtcAlignment.leastSteps(own);
            if (least > batch.steps(i)) {
                throw tooLong(own, least, batch.steps(i));
            }
            sum += batch.loss(i, own, 1f / counts.length, gradient);
        }
        NDArray product = logs.mul(pass.manager().create(gradient, logs.getShape())).sum();
        return product.sub(product.stopGradient()).add((float) (sum / counts.length));
    }

    private DataException tooLong(int[] own, int least, int steps) {
        String shown = shown(text(own));
        return new DataException(
                Problem.of(
                                "SORA-4538",
                                "a record has more symbols than steps, so that its loss is not defined")
                        .needs(
                                "%d steps for %d symbols: one each, and one between equal ones"
                                        .formatted(least, own.length))
                        .have("%d steps for the record with '%s'".formatted(steps, shown))
                        .fix(
                                "lower 'pool' and 'stride' of the particles before it, 'hop' of the"
                                        + " input or 'speed' of its 'augment', or remove such"
                                        + " records"));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public Outcome outcome(Signal prediction, Signal target) {
        CtcBatch batch = CtcBatch.of(prediction);
        int[] targets = target.values().toIntArray();
        int[] counts = target.part(COUNTS).toIntArray();
        int width = targets.length / counts.length;
        List<String> predicted = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            predicted.add(text(batch.found(i, settings.beam()).get(0).symbols()));
            right.add(text(Arrays.copyOfRange(targets, i * width, i * width + counts[i])));
        }
        return new SymbolOutcome(predicted, right);
    }

    @Override
    public Optional<AnswerScore> answerScore(AnswerPart part) {
        if (part.isNamed()) {
            throw part.unknown("no part: the whole sequence is explained");
        }
        CtcBatch answered = CtcBatch.of(part.answered());
        int[] symbols = answered.found(0, settings.beam()).get(0).symbols();
        return Optional.of(
                AnswerScore.of(
                        "the log-probability of the sequence '%s'".formatted(shown(text(symbols))),
                        prediction -> CtcBatch.logProbabilities(prediction, symbols)));
    }

    @Override
    public List<AnswerField> answerFields() {
        return List.of(
                new AnswerField("text", AnswerField.Type.TEXT),
                new AnswerField("probability", AnswerField.Type.NUMBER),
                new AnswerField("alternatives", AnswerField.Type.NESTED));
    }

    @Override
    public List<Map<String, Object>> decode(Signal prediction, List<DataRecord> records) {
        CtcBatch batch = CtcBatch.of(prediction);
        List<Map<String, Object>> decoded = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            List<CtcDecoder.Found> found = batch.found(i, settings.beam());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("text", text(found.get(0).symbols()));
            answer.put("probability", batch.probability(i, found.get(0).symbols()));
            if (settings.beam() > 1 && settings.alternatives() > 1) {
                List<Map<String, Object>> others = new ArrayList<>();
                for (CtcDecoder.Found other :
                        found.subList(0, Math.min(found.size(), settings.alternatives()))) {
                    others.add(
                            Map.of(
                                    "text",
                                    text(other.symbols()),
                                    "probability",
                                    batch.probability(i, other.symbols())));
                }
                answer.put("alternatives", others);
            }
            decoded.add(answer);
        }
        return decoded;
    }

    private String text(int[] found) {
        StringBuilder text = new StringBuilder();
        for (int symbol : found) {
            if (!settings.characters() && !text.isEmpty()) {
                text.append(' ');
            }
            text.append(symbols.get(symbol - 1));
        }
        return text.toString();
    }
}
