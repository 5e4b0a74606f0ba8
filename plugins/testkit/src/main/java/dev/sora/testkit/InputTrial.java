// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An input particle that learns from records, and encodes them. */
final class InputTrial {

    private final Supplier<InputParticle> particle;
    private final SampleRecords records;

    InputTrial(Supplier<InputParticle> particle, SampleRecords records) {
        this.particle = particle;
        this.records = records;
    }

    private FittedInput fit() {
        return particle.get().fit(records);
    }

    private List<DataRecord> some(int count) {
        List<DataRecord> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(records.list().get(i % records.list().size()));
        }
        return some;
    }

    private static Batch forward(
            FittedInput fitted, List<HostTensor> encoded, boolean training, long seed) {
        try (NDManager manager = Bench.newManager()) {
            Bench.disturb();
            Signal signal =
                    fitted.forward(
                            HostTensors.upload(encoded, manager),
                            new KitPass(training, manager, Map.of(), seed));
            return Trial.download(signal);
        }
    }

    void shapes() {
        SignalSpec planned = particle.get().spec();
        FittedInput fitted = fit();
        SignalSpec spec = fitted.spec();
        if (!Shapes.agree(planned, spec)) {
            throw new Breach(
                    "a signal that %s can become, as it was planned"
                            .formatted(SampleSignal.shown(planned)),
                    "%s, once it has learned".formatted(SampleSignal.shown(spec)),
                    "let what only the data decides be unknown (-1) in InputParticle.spec()");
        }
        List<HostTensor> like = null;
        for (int count : new int[] {1, 2, 7}) {
            List<HostTensor> encoded = fitted.encode(some(count));
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

    void seed(boolean random) {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(some(5));
        if (!HostTensors.same(encoded, fit().encode(some(5)))) {
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

    void inference() {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(some(5));
        Compare.bits(forward(fitted, encoded, false, 3), forward(fitted, encoded, false, 4))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same numbers every time, when pass.training() is false",
                                    place,
                                    "augment only while pass.training()");
                        });
    }

    /** Records are encoded in chunks, by several threads, and one by one to predict. */
    void batch() {
        FittedInput fitted = fit();
        List<DataRecord> all = some(5);
        List<HostTensor> together = fitted.encode(all);
        for (int i = 0; i < all.size(); i++) {
            List<HostTensor> alone = fitted.encode(List.of(all.get(i)));
            if (!HostTensors.same(HostTensors.row(together, i), alone)) {
                throw new Breach(
                        "the record at %s encoded as it is alone".formatted(all.get(i).where()),
                        "another encoding among %d records".formatted(all.size()),
                        "let only what was learned decide how a record is encoded");
            }
        }
        unknown(fitted, all, together);
    }

    /** Unknown values are counted in chunks, and one by one to predict. */
    private static void unknown(
            FittedInput fitted, List<DataRecord> all, List<HostTensor> together) {
        List<UnknownValues> counts = fitted.unknown(all, together);
        List<UnknownValues> alone = new ArrayList<>();
        for (DataRecord record : all) {
            List<DataRecord> one = List.of(record);
            List<UnknownValues> own = fitted.unknown(one, fitted.encode(one));
            for (int i = 0; i < own.size(); i++) {
                if (alone.size() == i) {
                    alone.add(own.get(i));
                } else {
                    alone.set(i, alone.get(i).plus(own.get(i)));
                }
            }
        }
        if (!counts.equals(alone)) {
            throw new Breach(
                    "as many unknown values in %d records as in each of them".formatted(all.size()),
                    "%s, and one by one %s".formatted(counts, alone),
                    "count each record by itself in unknown(), in one order of columns");
        }
    }

    void threads() {
        FittedInput fitted = fit();
        List<HostTensor> expected = fitted.encode(some(5));
        boolean same =
                IntStream.range(0, 64)
                        .parallel()
                        .allMatch(i -> HostTensors.same(expected, fitted.encode(some(5))));
        if (!same) {
            throw new Breach(
                    "the same encoding from several threads at once",
                    "another one",
                    "keep nothing that changes in fields of what has learned");
        }
    }

    void roundTrip() {
        FittedInput fitted = fit();
        State saved = States.saved(fitted.state());
        FittedInput restored = particle.get().restore(saved);
        if (!restored.spec().equals(fitted.spec())) {
            throw new Breach(
                    "the signal %s, as before it was saved"
                            .formatted(SampleSignal.shown(fitted.spec())),
                    SampleSignal.shown(restored.spec()),
                    "keep all that decides the signal in state()");
        }
        if (!HostTensors.same(fitted.encode(some(7)), restored.encode(some(7)))) {
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

    void brokenState() {
        State state = States.saved(fit().state());
        States.checkBroken(
                state,
                broken -> {
                    FittedInput restored = particle.get().restore(broken);
                    try {
                        forward(restored, restored.encode(some(2)), false, 1);
                    } catch (DataException | RecordException e) {
                        // the records do not fit what it says
                    }
                });
    }

    void brokenRecords(List<SampleRecords> broken) {
        FittedInput fitted = fit();
        DataRecord first = records.list().get(0);
        refused(
                fitted,
                first.with(first.schema(), new Object[first.schema().columns().size()]),
                true);
        for (SampleRecords samples : broken) {
            samples.list().forEach(record -> refused(fitted, record, false));
        }
    }

    private static void refused(FittedInput fitted, DataRecord record, boolean mayPass) {
        try {
            fitted.encode(List.of(record));
        } catch (DataException | RecordException e) {
            if (!e.problems().get(0).where().contains(record.origin())) {
                throw new Breach(
                        "a problem that names the record: " + record.where(),
                        e.getMessage(),
                        "set where: Problem.where(record.where())");
            }
            return;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a RecordException for the record at %s, in which values are missing or do not"
                                    .formatted(record.where())
                            + " fit",
                    e.toString(),
                    "read values with record.get(column, type), which says what is missing",
                    e);
        }
        if (!mayPass) {
            throw new Breach(
                    "a RecordException for the record at " + record.where(),
                    "it is encoded",
                    "check the value before it is encoded");
        }
    }

    /**
     * Checks that a pass leaves nothing behind.
     *
     * @param often whether 1,000 calls are to show it, or one
     */
    void memory(String name, boolean often) {
        FittedInput fitted = fit();
        List<HostTensor> encoded = fitted.encode(some(64));
        try (NDManager manager = Bench.newManager();
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
