// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.Sora.Inspection;
import dev.sora.core.drift.DistributionsFile;
import dev.sora.core.drift.TrainingDistributions;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Tensors;
import dev.sora.core.prediction.BatchPredictor;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.prediction.ModelPredictions;
import dev.sora.core.prediction.Predictor;
import dev.sora.core.prediction.RetrievalPredictor;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.engine.Engine;
import java.util.function.Supplier;

/**
 * What an open model consists of.
 *
 * @param model the package, without its weights
 * @param sources reads data sources with the plugins of the model
 * @param inspection what the package holds
 * @param device the weights on the device
 * @param predictor predicts for encoded records
 * @param predictions predicts for records of any origin
 * @param taps computes nodes
 * @param generation predicts with given values, and generates
 * @param identifiers identify records by their vectors
 * @param explanations explains answers
 * @param distributions the distributions of the training data
 */
record ModelParts(
        LoadedModel model,
        ModelSources sources,
        Inspection inspection,
        DeviceModel device,
        Predictor predictor,
        ModelPredictions predictions,
        ModelTaps taps,
        ModelGeneration generation,
        Identifiers identifiers,
        ModelExplanations explanations,
        TrainingDistributions distributions) {

    /**
     * Creates the parts of a package.
     *
     * @param engine waits for the engine
     */
    static ModelParts of(
            PackagePlugins.Serving serving, LoadedModel loaded, Supplier<Engine> engine) {
        LoadedModel model = loaded.withoutWeights();
        ParameterLayout layout = new ParameterLayout(loaded.graph());
        DeviceModel device =
                new DeviceModel(
                        loaded.graph(),
                        layout,
                        Tensors.checked(
                                loaded.contents().weights(), layout, loaded.file().toString()),
                        engine);
        Predictor predictor =
                DataProcedure.of(loaded.graph())
                        .retriever()
                        .<Predictor>map(retriever -> new RetrievalPredictor(retriever, device))
                        .orElseGet(() -> new BatchPredictor(loaded.graph(), device));
        ModelPredictions predictions = new ModelPredictions(model, serving.catalogue(), predictor);
        GivenPass pass = new GivenPass(loaded.graph(), device);
        return new ModelParts(
                model,
                new ModelSources(model, serving.all()),
                ModelInspector.of(serving, loaded),
                device,
                predictor,
                predictions,
                new ModelTaps(loaded.graph(), device, pass),
                new ModelGeneration(loaded.graph(), pass),
                Identifiers.of(loaded, serving.all()),
                ModelExplanations.of(loaded, device, predictions),
                DistributionsFile.read(
                        loaded.contents().distributions(), loaded.file().toString()));
    }

    /** Frees what is on the device. */
    void close() {
        predictor.close();
        device.close();
    }
}
