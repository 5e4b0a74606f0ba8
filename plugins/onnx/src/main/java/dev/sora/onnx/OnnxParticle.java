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
        NDArray values = input.values();
        long[] shape = values.getShape().getShape();
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try {
            feeds.put(ports.values().name(), Feeds.values(ports.values(), values, shape));
            if (ports.mask().isPresent()) {
                int[] lengths = input.lengths().toIntArray();
                feeds.put(
                        ports.mask().get().name(),
                        Feeds.mask(ports.mask().get(), lengths, (int) shape[1]));
            }
            for (Port zeros : ports.zeros()) {
                feeds.put(zeros.name(), Feeds.zeros(zeros, shape));
            }
            return computed(session, feeds, input, pass);
        } catch (OrtException e) {
            throw Sessions.failed("ONNX Runtime cannot compute the model", e);
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private Signal computed(
            OrtSession session, Map<String, OnnxTensor> feeds, Signal input, Pass pass)
            throws OrtException {
        String output = ports.output().name();
        try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
            if (!(result.get(0) instanceof OnnxTensor tensor)) {
                throw otherShape(result.get(0).getInfo().toString());
            }
            long[] shape = tensor.getInfo().getShape();
            boolean sequence = ports.isSequence(input.isSequence());
            check(shape, input.values().getShape(), sequence);
            FloatBuffer floats = tensor.getFloatBuffer();
            if (floats == null) {
                throw otherShape(tensor.getInfo().toString());
            }
            NDArray values = pass.manager().create(floats, new Shape(shape));
            return sequence ? Signal.sequence(values, input.lengths()).masked() : Signal.of(values);
        }
    }

    private void check(long[] shape, Shape given, boolean sequence) {
        List<Long> stated = ports.output().dimensions();
        boolean fits =
                shape.length == stated.size()
                        && shape[0] == given.get(0)
                        && (!sequence || shape[1] == given.get(1));
        for (int i = 1; fits && i < shape.length; i++) {
            fits = stated.get(i) < 0 || stated.get(i) == shape[i];
        }
        if (!fits) {
            throw otherShape(Arrays.toString(shape));
        }
    }

    private DataException otherShape(String have) {
        return new DataException(
                Problem.of("SORA-2347", "the model computes another shape than its file states")
                        .needs(ports.output().toString())
                        .have(have)
                        .fix("export the model again, with dynamic axes for records and steps"));
    }
}
