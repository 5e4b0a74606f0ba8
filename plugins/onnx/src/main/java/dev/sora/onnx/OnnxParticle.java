// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes a model: {@code (batch, …)} as its inputs take it to {@code (batch, …)} as its output
 * gives it, floats. No gradient passes through it.
 */
record OnnxParticle(Ports ports, Sessions sessions) implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return ParticlePlan.of(ports.plan(input));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        OrtSession session = sessions.of(pass);
        boolean sequence = ports.isSequence(input.isSequence());
        try {
            HostValues values = HostValues.of(input.values());
            int[] lengths = input.isSequence() ? input.lengths().toIntArray() : new int[0];
            Computed computed = inParts(session, values, input.isSequence(), lengths);
            NDArray result = pass.manager().create(computed.values(), new Shape(computed.shape()));
            return sequence ? Signal.sequence(result, input.lengths()).masked() : Signal.of(result);
        } catch (OrtException e) {
            throw Sessions.failed("ONNX Runtime cannot compute the model", e);
        }
    }

    private Computed inParts(OrtSession session, HostValues values, boolean steps, int[] lengths)
            throws OrtException {
        FixedSizes sizes = ports.sizes(steps);
        sizes.check(lengths);
        int records = (int) values.shape()[0];
        int most = steps ? (int) values.shape()[1] : 1;
        List<Part> parts = steps ? Part.ofSequences(lengths, most, sizes) : Part.of(records, sizes);
        boolean sequence = ports.isSequence(steps);
        Computed whole = null;
        for (Part part : parts) {
            if (part.isWhole(records) && (!steps || part.steps() == most)) {
                return compute(session, values, lengths, sequence);
            }
            check(part, values.shape(), steps);
            HostValues taken =
                    steps ? values.part(part.records(), part.steps()) : values.part(part.records());
            int[] own = steps ? part.lengths(lengths) : lengths;
            Computed computed = compute(session, taken, own, sequence);
            if (whole == null) {
                long[] shape = computed.shape().clone();
                shape[0] = records;
                if (sequence) {
                    shape[1] = most;
                }
                whole = Computed.zeros(shape);
            } else if (!whole.isAlike(computed, sequence ? 2 : 1)) {
                throw otherShape(Arrays.toString(computed.shape()));
            }
            whole.put(part.counted(), computed);
        }
        return whole;
    }

    /** Checks what all inputs take, once and before any of it is allocated. */
    private void check(Part part, long[] given, boolean steps) {
        long[] shape = given.clone();
        shape[0] = part.records().length;
        if (steps) {
            shape[1] = part.steps();
        }
        NativeMemory.checked(ports.bytes(shape));
    }

    private Computed compute(OrtSession session, HostValues values, int[] lengths, boolean sequence)
            throws OrtException {
        long[] shape = values.shape();
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try {
            feeds.put(ports.values().name(), Feeds.values(ports.values(), values));
            if (ports.mask().isPresent()) {
                Port mask = ports.mask().get();
                feeds.put(mask.name(), Feeds.mask(mask, lengths, (int) shape[1]));
            }
            for (Port zeros : ports.zeros()) {
                feeds.put(zeros.name(), Feeds.zeros(zeros, shape));
            }
            try (OrtSession.Result result = session.run(feeds, Set.of(ports.output().name()))) {
                if (!(result.get(0) instanceof OnnxTensor tensor)) {
                    throw otherShape(result.get(0).getInfo().toString());
                }
                check(tensor.getInfo().getShape(), shape, sequence);
                FloatBuffer floats = tensor.getFloatBuffer();
                if (floats == null) {
                    throw otherShape(tensor.getInfo().toString());
                }
                return new Computed(floats, tensor.getInfo().getShape());
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private void check(long[] shape, long[] given, boolean sequence) {
        List<Long> stated = ports.output().dimensions();
        boolean fits =
                shape.length == stated.size()
                        && shape[0] == given[0]
                        && (!sequence || shape[1] == given[1]);
        for (int i = 1; fits && i < shape.length; i++) {
            fits = stated.get(i) < 0 || stated.get(i) == shape[i];
        }
        if (!fits) {
            throw otherShape(Arrays.toString(shape));
        }
        NativeMemory.fitting(NativeMemory.COMPUTED, Float.BYTES * Port.product(shape));
    }

    private DataException otherShape(String have) {
        return new DataException(
                Problem.of("SORA-2347", "the model computes another shape than its file states")
                        .needs(ports.output().toString())
                        .have(have)
                        .fix("export the model again, with dynamic axes for records and steps"));
    }
}
