// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.engine.Tape;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.EngineSeat;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Compares results and gradients of two engines: those of an accelerator with those of the
 * processor, or, without an accelerator, the processor with one thread and with several.
 */
public final class EngineChecks {

    /** Of the largest number of a result. 32-bit sums of some thousand terms differ by less. */
    public static final double RESULT = 1e-4;

    /** Of the largest number of a gradient, which sums over more terms than a result. */
    public static final double GRADIENT = 1e-3;

    /** Enough records for an engine to divide the work. */
    private static final int RECORDS = 33;

    static final long SEED = 17;

    /** What the names of the parts of a result begin with. */
    static final String RESULT_NAME = "the result";

    /** What the names of gradients begin with. */
    static final String BY = "the gradient";

    private EngineChecks() {}

    /** Returns the other engine, or skips the test if there is none. */
    public static EngineSeat other() {
        return TestEngine.other()
                .orElseThrow(
                        () ->
                                new TestAbortedException(
                                        "the engine has one device and takes no number of threads:"
                                                + " there is no other one to compare with"));
    }

    /**
     * Checks a subject in evaluation and, unless it is random, in training: devices draw other
     * random numbers.
     */
    public static void check(Trial trial, boolean random) {
        check(trial, random, RECORDS, null);
    }

    /**
     * Checks a function of the output of a subject.
     *
     * @param records the number of records in the batch
     * @param function what to differentiate, such as a loss; null for the mean square of the output
     */
    public static void check(
            Trial trial, boolean random, int records, Gradients.@Nullable Function function) {
        EngineSeat here = TestEngine.here();
        EngineSeat other = other();
        List<Batch> batches = trial.draw(records, SEED);
        for (boolean training : random ? new boolean[] {false} : new boolean[] {false, true}) {
            Map<String, float[]> expected = compute(trial, batches, training, here, function);
            Map<String, float[]> again = compute(trial, batches, training, here, function);
            if (!expected.keySet().stream()
                    .allMatch(what -> Arrays.equals(expected.get(what), again.get(what)))) {
                throw new TestAbortedException(
                        "the same engine gives other numbers each time: see the clause 'seed'");
            }
            Map<String, float[]> found = compute(trial, batches, training, other, function);
            expected.forEach(
                    (what, values) ->
                            Compare.differ(
                                            values,
                                            found.get(what),
                                            what.startsWith(BY) ? GRADIENT : RESULT)
                                    .ifPresent(
                                            place -> {
                                                throw differs(what, training, place, here, other);
                                            }));
        }
    }

    private static Breach differs(
            String what, boolean training, String place, EngineSeat here, EngineSeat other) {
        return new Breach(
                "%s is the same on another engine, up to rounding".formatted(what),
                "%s (%s, %s)%s"
                        .formatted(
                                place, here.name(), other.name(), training ? ", in training" : ""),
                "subtract means before squares, add small numbers before large ones, and compute"
                        + " nothing from the device or the number of threads");
    }

    static Map<String, float[]> compute(
            Trial trial,
            List<Batch> batches,
            boolean training,
            EngineSeat seat,
            Gradients.@Nullable Function function) {
        try (NDManager manager = seat.newManager()) {
            if (training) {
                try (Tape tape = seat.engine().openTape()) {
                    return compute(trial, batches, seat, manager, tape, function);
                }
            }
            return compute(trial, batches, seat, manager, null, function);
        }
    }

    /**
     * Computes results, and with a tape their gradients. Without one nothing trains, and a subject
     * that wrongly changes its input is the concern of another clause.
     */
    private static Map<String, float[]> compute(
            Trial trial,
            List<Batch> batches,
            EngineSeat seat,
            NDManager manager,
            @Nullable Tape tape,
            Gradients.@Nullable Function function) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        List<Signal> inputs = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Signal signal = batches.get(i).upload(manager);
            NDArray values = signal.values();
            if (tape != null && values.getDataType() == DataType.FLOAT32) {
                NDArray leaf = tape.watch(values);
                signal = signal.withValues(leaf);
                leaves.put("%s by input %d".formatted(BY, i + 1), leaf);
            }
            inputs.add(signal);
        }
        Map<String, NDArray> parameters = trial.uploadParameters(manager);
        for (ParameterSpec spec : trial.plan().parameters()) {
            if (tape != null && spec.role() != ParameterRole.BUFFER) {
                NDArray leaf = tape.watch(parameters.get(spec.name()));
                parameters.put(spec.name(), leaf);
                leaves.put("%s by '%s'".formatted(BY, spec.name()), leaf);
            }
        }
        KitPass pass = new KitPass(tape != null, manager, parameters, SEED, seat.engine());
        Signal result =
                seat.precision()
                        .map(p -> p.reduced(() -> trial.subject().forward(inputs, pass)))
                        .orElseGet(() -> trial.subject().forward(inputs, pass));
        Map<String, float[]> computed = new LinkedHashMap<>();
        result.parts().forEach((role, part) -> computed.put(named(role), floats(part)));
        NDArray value =
                function == null ? meanSquare(result) : function.apply(result, pass, inputs);
        if (value != null && function != null) {
            computed.put("the loss", floats(value));
        }
        if (tape != null && value != null && Gradients.backward(tape, value.sum())) {
            leaves.forEach((what, leaf) -> computed.put(what, tape.gradient(leaf).toFloatArray()));
        }
        return computed;
    }

    private static String named(String role) {
        return role.equals(Signal.VALUES) ? RESULT_NAME : "%s '%s'".formatted(RESULT_NAME, role);
    }

    private static float[] floats(NDArray array) {
        return array.toType(DataType.FLOAT32, false).toFloatArray();
    }

    /** A sum over all records would hide their differences behind its size. */
    private static @Nullable NDArray meanSquare(Signal result) {
        NDArray values = result.values();
        return values.getDataType() == DataType.FLOAT32 ? values.square().mean() : null;
    }
}
