// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.Tables;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.HostTensors;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.RecordList;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tests of an input particle that learns from records and encodes them. */
public final class InputChecks {

    private final Supplier<InputParticle> particle;
    private final RecordList records;
    private final Tables tables;

    public InputChecks(Supplier<InputParticle> particle, RecordList records, Tables tables) {
        this.tables = tables;
        this.particle = particle;
        this.records = records;
    }

    private FittedInput fit() {
        return particle.get().fit(records, tables);
    }

    private static Batch forward(
            FittedInput fitted, List<HostTensor> encoded, boolean training, long seed) {
        try (NDManager manager = TestEngine.newManager()) {
            TestEngine.disturb();
            Signal signal =
                    fitted.forward(
                            HostTensors.upload(encoded, manager),
                            new KitPass(training, manager, Map.of(), seed));
            return Trial.download(signal);
        }
    }

    public void shapes() {
        SignalSpec planned = particle.get().spec();
        FittedInput fitted = fit();
        SignalSpec spec = fitted.spec();
        if (!Shapes.agree(planned, spec)) {
            throw new Breach(
                    "a signal that %s can become, as it was planned"
                            .formatted(DrawnSignal.shown(planned)),
                    "%s, once it has learned".formatted(DrawnSignal.shown(spec)),
                    "let what only the data decides be unknown (-1) in InputParticle.spec()");
        }
        List<HostTensor> like = null;
        for (int count : new int[] {1, 2, 7}) {
            List<HostTensor> encoded = fitted.encode(records.many(count));
            HostTensors.check(encoded, count, like);
            like = encoded;
            for (boolean training : new boolean[] {false, true}) {
                Shapes.compare(
                        spec, forward(fitted, encoded, training, 1), count, spec.isSequence());
            }
            if (fitted.lengthsAt().isPresent()) {
                lengths(encoded, fitted.lengthsAt().getAsInt(), count);
            }
        }
    }

    private static void lengths(List<HostTensor> encoded, int index, int count) {
        boolean found =
                index >= 0
                        && index < encoded.size()
                        && encoded.get(index).type() == DataType.INT32
                        && encoded.get(index).shape().size() == count;
        if (!found) {
            throw new Breach(
                    "the tensor that lengthsAt() names holds one INT32 a record",
                    "tensor %d of %d".formatted(index, encoded.size()),
                    "return the position of the lengths among the encoded tensors, or nothing");
        }
    }

    public void seed(boolean random) {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(records.many(5));
        if (!HostTensors.same(encoded, fit().encode(records.many(5)))) {
            throw new Breach(
                    "the same encoding after learning from the same records again",
                    "another one",
                    "draw nothing while learning, and go through maps in an order of your own");
        }
        Batch once = forward(fitted, encoded, true, 3);
        Compare.bits(once, forward(fitted, encoded, true, 3))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same numbers from two training passes with one seed",
                                    place,
                                    "draw from pass.random(), never from a manager or a Random of"
                                            + " your own");
                        });
        if (random && Compare.bits(once, forward(fitted, encoded, true, 4)).isEmpty()) {
            throw new Breach(
                    "other numbers with another seed, as it is said to be random",
                    "the same, bit by bit",
                    "draw from pass.random(); or do not declare it random()");
        }
    }

    public void inference() {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(records.many(5));
        Compare.bits(forward(fitted, encoded, false, 3), forward(fitted, encoded, false, 4))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same numbers every time, when pass.training() is false",
                                    place,
                                    "augment only while pass.training()");
                        });
    }

    public void roundTrip() {
        FittedInput fitted = fit();
        State saved = States.saved(fitted.state());
        FittedInput restored = particle.get().restore(saved);
        if (!restored.spec().equals(fitted.spec())) {
            throw new Breach(
                    "the signal %s, as before it was saved"
                            .formatted(DrawnSignal.shown(fitted.spec())),
                    DrawnSignal.shown(restored.spec()),
                    "keep all that decides the signal in state()");
        }
        if (!HostTensors.same(fitted.encode(records.many(7)), restored.encode(records.many(7)))) {
            throw new Breach(
                    "the same encoding as before it was saved",
                    "another one, from the state " + saved,
                    "keep all that decides the encoding in state()");
        }
        if (!saved.equals(States.saved(restored.state()))) {
            throw new Breach(
                    "the same state when it is saved again: " + saved,
                    States.saved(restored.state()).toString(),
                    "let state() return what restore was given");
        }
    }

    public void brokenState() {
        State state = States.saved(fit().state());
        States.checkBroken(
                state,
                broken -> {
                    FittedInput restored = particle.get().restore(broken);
                    try {
                        forward(restored, restored.encode(records.many(2)), false, 1);
                    } catch (DataException | RecordException e) {
                        // the records are unsuitable for these settings
                    }
                });
    }

    /**
     * Checks that a pass leaks no memory.
     *
     * @param often whether to make hundreds of calls, or one
     */
    public void memory(String name, boolean often) {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(records.many(64));
        try (NDManager manager = TestEngine.newManager();
                NDManager owner = manager.newSubManager()) {
            NDList uploaded = HostTensors.upload(encoded, owner);
            Holdings before = new Holdings(manager);
            if (often) {
                Resident.check(name, () -> pass(fitted, uploaded, manager));
            } else {
                pass(fitted, uploaded, manager);
            }
            String more = before.more();
            if (!more.isEmpty()) {
                throw new Breach(
                        "nothing of the pass is left when it has ended",
                        "'%s' left something behind: %s".formatted(name, more),
                        "make new tensors in pass.manager(), and keep none in a field");
            }
        }
    }

    private static void pass(FittedInput fitted, NDList uploaded, NDManager manager) {
        for (boolean training : new boolean[] {true, false}) {
            try (NDManager step = manager.newSubManager()) {
                NDList batch = new NDList();
                uploaded.forEach(
                        array -> {
                            NDArray own = array.duplicate();
                            own.attach(step);
                            batch.add(own);
                        });
                fitted.forward(batch, new KitPass(training, step, Map.of()));
            }
        }
    }
}
