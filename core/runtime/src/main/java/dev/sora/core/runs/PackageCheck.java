// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.encoding.HostData;
import dev.sora.core.drift.DistributionsFile;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Tensors;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.results.RunResults;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Opens a package as another process would, and compares it with the trained model: its weights,
 * its learned preprocessing, and its predictions for a few records.
 */
final class PackageCheck {

    /** The number of records whose predictions are compared. */
    private static final int RECORDS = 16;

    private final RunResults trained;
    private final Path file;

    private PackageCheck(RunResults trained, Path file) {
        this.trained = trained;
        this.file = file;
    }

    /**
     * Checks a package that was just written.
     *
     * @throws SoraException if it cannot be opened or is a different model
     */
    static void check(RunResults trained, Path file) {
        new PackageCheck(trained, file).check();
    }

    private void check() {
        ModelPackage contents = ModelPackage.read(file);
        LoadedModel loaded = LoadedModel.of(file, contents, trained.plan());
        DistributionsFile.read(contents.distributions(), file.toString());
        FittedGraph graph = trained.data().graph();
        same(
                "what its particles learned",
                LearnedStates.of(graph),
                LearnedStates.of(loaded.graph()));
        same("its weights", Tensors.of(trained.weights()), contents.weights());
        List<DataRecord> shown = trained.data().shown();
        if (shown.isEmpty() || !DataProcedure.of(graph).encodesMeasured()) {
            return;
        }
        List<DataRecord> records = shown.subList(0, Math.min(RECORDS, shown.size()));
        HostData before = new Encoder(graph).encode(records, false);
        HostData after = new Encoder(loaded.graph()).encode(records, false);
        same("how it encodes records", before.inputs(), after.inputs());
        try (NDManager manager = trained.engine().newManager()) {
            Weights weights =
                    Weights.of(
                            trained.layout(),
                            Tensors.checked(contents.weights(), trained.layout(), file.toString()),
                            manager);
            same(
                    "its predictions",
                    predictions(graph, trained.weights(), before, manager),
                    predictions(loaded.graph(), weights, after, manager));
        }
    }

    private Map<String, List<ByteBuffer>> predictions(
            FittedGraph graph, Weights weights, HostData encoded, NDManager manager) {
        try (NDManager batchManager = manager.newSubManager()) {
            Map<String, Signal> raw =
                    new Network(graph, trained.engine(), batchManager)
                            .forward(
                                    Feed.inference(
                                            encoded.upload(batchManager).inputs(),
                                            weights.views(batchManager),
                                            Moment.PREDICTION,
                                            batchManager));
            Map<String, List<ByteBuffer>> bytes = new TreeMap<>();
            raw.forEach(
                    (name, prediction) ->
                            bytes.put(
                                    name,
                                    prediction.parts().values().stream()
                                            .map(NDArray::toByteBuffer)
                                            .toList()));
            return bytes;
        }
    }

    private void same(String what, Object before, Object after) {
        if (!before.equals(after)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-9003",
                                    "the package is not the model that was trained: %s differs"
                                            .formatted(what))
                            .where(file.toString())
                            .fix(
                                    "report it with the manifest; the checkpoints of the run are"
                                            + " kept"));
        }
    }
}
