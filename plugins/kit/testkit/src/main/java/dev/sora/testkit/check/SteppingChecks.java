// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.generation.StepState;
import dev.sora.generation.Stepped;
import dev.sora.generation.SteppedParticle;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the steps of a particle one by one with the whole sequence. */
public final class SteppingChecks {

    private static final int RECORDS = 4;

    private SteppingChecks() {}

    public static void check(Trial trial, SteppedParticle particle, double tolerance) {
        int count = trial.signals().size();
        boolean any = false;
        for (int bits = 1; bits < 1 << count; bits++) {
            List<Boolean> growing = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                growing.add((bits >> i & 1) == 1);
            }
            if (particle.canStep(growing)) {
                any = true;
                check(trial, particle, growing, tolerance);
            }
        }
        if (!any && particle.canStep(List.of(true))) {
            throw new Breach(
                    "signals of which some grow",
                    "none for which canStep returns true",
                    "try it on sequences");
        }
    }

    private static void check(
            Trial trial, SteppedParticle particle, List<Boolean> growing, double tolerance) {
        try (NDManager manager = TestEngine.newManager()) {
            List<Signal> signals = Trial.upload(trial.draw(RECORDS, 9), manager);
            Pass pass = new KitPass(false, manager, trial.uploadParameters(manager));
            NDArray whole = particle.forward(signals, pass).values();
            List<Optional<Signal>> complete = new ArrayList<>();
            for (int i = 0; i < growing.size(); i++) {
                complete.add(growing.get(i) ? Optional.empty() : Optional.of(signals.get(i)));
            }
            StepState state = particle.begin(complete, RECORDS, pass);
            NDList steps = new NDList();
            for (int t = 0; t < whole.getShape().get(1); t++) {
                List<Signal> inputs = new ArrayList<>();
                for (int i = 0; i < growing.size(); i++) {
                    inputs.add(growing.get(i) ? step(signals.get(i), t) : signals.get(i));
                }
                Stepped stepped = particle.step(inputs, state, pass);
                steps.add(stepped.output().values());
                state = stepped.state();
            }
            Signal grown = signals.get(growing.indexOf(true));
            NDArray found =
                    Signal.sequence(NDArrays.concat(steps, 1), grown.lengths()).masked().values();
            Compare.differ(whole.toFloatArray(), found.toFloatArray(), tolerance)
                    .ifPresent(
                            place -> {
                                throw new Breach(
                                        "the steps one by one are what forward computes",
                                        place + " (forward, step)",
                                        "check positions, and what the state keeps of the steps"
                                                + " before");
                            });
        }
    }

    private static Signal step(Signal signal, int t) {
        NDArray values = signal.values();
        int steps = (int) values.getShape().get(1);
        NDArray own = values.split(steps, 1).get(t);
        NDArray one = values.getManager().ones(new Shape(values.getShape().get(0)), DataType.INT32);
        return Signal.sequence(own, one);
    }
}
