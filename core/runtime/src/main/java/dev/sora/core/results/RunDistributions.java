// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.drift.AnswerDistributions;
import dev.sora.core.drift.ColumnDistributions;
import dev.sora.core.drift.DistributionsFile;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.drift.WatchedValue;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PassWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.preparation.PreparedTraining;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.generation.StepwiseOutput;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The distributions of the columns and predictions of a training, for its package. Predictions are
 * those for a sample of the validation data, because a model is surer of the records that it was
 * trained on than of any others; of the test data without validation, of the training data without
 * both.
 */
public final class RunDistributions {

    private static final List<String> PARTS = List.of("validation", "test", "train");
    private static final int MOST = 512;
    private static final String FILE = "distributions.json";

    /** Shares of fewer predictions say little. */
    private static final int FEWEST = 32;

    /** The number of multiplications that may be spent, a fraction of a second. */
    private static final double WORK = 1e10;

    /** The records of an epoch, each trained on, whose time may be spent instead, if more. */
    private static final double PART_OF_EPOCH = 0.01;

    private final Network network;
    private final FittedGraph graph;
    private final Weights weights;

    private RunDistributions(Network network, Weights weights) {
        this.network = network;
        this.graph = network.graph();
        this.weights = weights;
    }

    /**
     * Computes the distributions. They are optional: if that fails, a warning is reported and there
     * are none, because a finished training must not be lost for them.
     *
     * @throws InterruptedRunException if the thread is interrupted
     */
    public static TrainingDistributions of(
            Network network,
            Weights weights,
            PreparedTraining data,
            NDManager manager,
            RunListener listener) {
        try {
            TrainingDistributions made = new RunDistributions(network, weights).of(data, manager);
            // a package with a file that cannot be read would never be opened
            return DistributionsFile.read(DistributionsFile.tree(made), FILE);
        } catch (InterruptedRunException stopped) {
            throw stopped;
        } catch (RuntimeException | OutOfMemoryError e) {
            checkInterrupt();
            listener.on(
                    new RunEvent.Warned(
                            FILE,
                            "the distributions of the data are not saved, and a server cannot"
                                    + " watch for drift: "
                                    + e));
            return TrainingDistributions.NONE;
        }
    }

    private TrainingDistributions of(PreparedTraining data, NDManager manager) {
        Set<String> columns = new LinkedHashSet<>();
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            columns.addAll(InputColumns.of(input.planned()).keySet());
        }
        Map<String, List<DataRecord>> samples = data.observed().samples();
        List<WatchedValue> inputs =
                ColumnDistributions.of(
                        data.observed().train().columns(), columns, samples.get("train"));
        String part = PARTS.stream().filter(samples::containsKey).findFirst().orElseThrow();
        List<WatchedValue> outputs =
                AnswerDistributions.of(answers(samples.get(part), data.records(), manager));
        return new TrainingDistributions(inputs, outputs.isEmpty() ? "" : part, outputs);
    }

    /** Returns the answers for records; none if they would take long. */
    private List<Map<String, Map<String, Object>>> answers(
            List<DataRecord> sample, int trained, NDManager manager) {
        double affordable =
                Math.max(WORK / PassWork.multiplications(graph), trained * PART_OF_EPOCH);
        int count = (int) Math.min(affordable, Math.min(MOST, sample.size()));
        boolean all = graph.outputs().values().stream().allMatch(StepwiseOutput.class::isInstance);
        if (count < FEWEST || all || !DataProcedure.of(graph).encodesMeasured()) {
            return List.of();
        }
        Encoder encoder = new Encoder(graph);
        OutputDecoder decoder = new OutputDecoder(graph);
        int most = graph.plan().training().batches().evaluationSize();
        List<Map<String, Map<String, Object>>> answers = new ArrayList<>();
        for (int from = 0; from < count; ) {
            checkInterrupt();
            List<DataRecord> next = sample.subList(from, Math.min(count, from + most));
            List<DataRecord> batch = next.subList(0, Math.min(next.size(), encoder.together(next)));
            try (NDManager own = manager.newSubManager()) {
                Feed feed =
                        Feed.inference(
                                encoder.encodeTogether(batch).upload(own).inputs(),
                                weights.views(own),
                                Moment.PREDICTION,
                                own);
                Map<String, Signal> raw = new LinkedHashMap<>(network.forward(feed));
                raw.keySet().removeIf(name -> graph.outputs().get(name) instanceof StepwiseOutput);
                answers.addAll(decoder.decode(raw, batch));
            }
            from += batch.size();
        }
        return answers;
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while distributions were computed");
        }
    }
}
