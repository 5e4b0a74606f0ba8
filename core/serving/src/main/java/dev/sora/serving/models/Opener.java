// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.serving.batch.Batcher;
import dev.sora.serving.config.ServingConfig;
import dev.sora.serving.drift.DriftWatch;
import java.nio.file.Path;
import java.util.Optional;

/** Opens packages, ready to answer at full speed. */
public final class Opener {

    private final Sora sora;
    private final ServingConfig config;
    private final BatchSizes sizes;

    /** Is notified of the sizes of batches, for metrics. */
    public interface BatchSizes {
        /** A batch of a version was computed. */
        void computed(String name, String version, int records);
    }

    /** Creates an opener. */
    public Opener(Sora sora, ServingConfig config, BatchSizes sizes) {
        this.sora = sora;
        this.config = config;
        this.sizes = sizes;
    }

    /**
     * Opens a package and computes a first record, so that the engine has started and the weights
     * are on its device before the first request.
     *
     * @param name the name of the model; that of the package if empty
     * @throws dev.sora.problem.SoraException if it cannot be used here
     */
    public ServedVersion open(String name, String version, Path file) {
        Model model = sora.open(file);
        try {
            String called = name.isEmpty() ? model.name() : name;
            FirstRecords first = new FirstRecords(model);
            Signature signature = Signature.of(model, first);
            Optional<DriftWatch> drift = drift(model, signature);
            Batcher.Predictor predictor =
                    (records, options) ->
                            drift.isPresent()
                                    ? model.predict(
                                            records, options.skippingBroken(), drift.get()::observe)
                                    : model.predict(records, options.skippingBroken());
            Batcher batcher =
                    new Batcher(
                            called + "-" + version,
                            config.batching(),
                            config.limits().queue(),
                            new PicturePredictor(predictor),
                            records -> sizes.computed(called, version, records));
            // what the first clients have to wait for is known before any of them was answered
            first.measured(model).ifPresent(batcher::bootstrap);
            return new ServedVersion(called, version, file, model, batcher, signature, drift);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** Returns what compares its requests with the training, if that is wanted. */
    private Optional<DriftWatch> drift(Model model, Signature signature) {
        return config.drift().enabled()
                ? Optional.of(
                        new DriftWatch(
                                config.drift(),
                                model.distributions(),
                                signature.columns().keySet()))
                : Optional.empty();
    }
}
