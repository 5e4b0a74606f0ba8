// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.generation.EachStep;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a combiner to each step of sequences, by treating the steps of all records as records.
 * The result has the length of the longest input of each record, and zero padding.
 *
 * @param each joins one step, or whole signals if they are not sequences
 */
record OverSteps(Combiner each) implements Combiner, EachStep, OnnxExport {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.stream().noneMatch(SignalSpec::isSequence)) {
            return inputs.get(0).has(Signal.ROWS) ? overRows(inputs) : each.plan(inputs);
        }
        long steps = 0;
        List<SignalSpec> single = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            SignalSpec input = inputs.get(i);
            if (!input.isSequence()) {
                throw new ShapeException(
                        "parts that are all sequences, or none",
                        "part %d is %s, others are sequences".formatted(i + 1, input),
                        "put a particle after the sequences that makes one vector of each, such as"
                                + " 'pool'");
            }
            TensorSpec values = Signals.floats(input, "a combiner");
            long own = values.dimension(0);
            steps = steps < 0 || own < 0 ? TensorSpec.UNKNOWN : Math.max(steps, own);
            single.add(SignalSpec.floats(values.shape().slice(1).getShape()));
        }
        ParticlePlan plan = each.plan(single);
        Shape joined = new Shape(steps).addAll(plan.output().values().shape());
        // a record may have a single step
        return ParticlePlan.of(
                        SignalSpec.sequence(TensorSpec.floats(joined.getShape())),
                        plan.parameters())
                .withLeastRecords(plan.leastRecords());
    }

    /** Joins rows that are not records, such as nodes of a graph, with what belongs to them. */
    private ParticlePlan overRows(List<SignalSpec> inputs) {
        ParticlePlan plan = each.plan(inputs);
        SignalSpec output = plan.output();
        for (String role : inputs.get(0).parts().keySet()) {
            if (!role.equals(Signal.VALUES)) {
                for (SignalSpec input : inputs) {
                    if (!input.has(role)) {
                        throw new ShapeException(
                                "parts that all have '%s'".formatted(role),
                                input,
                                "join signals of one graph");
                    }
                    boolean smaller =
                            !output.has(role) || size(input.part(role)) < size(output.part(role));
                    output = smaller ? output.with(role, input.part(role)) : output;
                }
            }
        }
        return new ParticlePlan(output, plan.parameters(), plan.leastRecords());
    }

    private static long size(TensorSpec part) {
        return part.size();
    }

    /** Adds the parts beside the values; of those that differ, the smaller, as in the plan. */
    private static Signal withRows(Signal joined, List<Signal> inputs) {
        Signal result = joined;
        for (String role : inputs.get(0).parts().keySet()) {
            if (!role.equals(Signal.VALUES)) {
                NDArray least = inputs.get(0).part(role);
                for (Signal input : inputs) {
                    NDArray own = input.part(role);
                    least = own.size() < least.size() ? own : least;
                }
                result = result.with(role, least);
            }
        }
        return result;
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        if (parts.has(Signal.ROWS)) {
            return withRows(each.combine(parts, pass), parts.each());
        }
        // splitting a stack of vectors would cost more than stacking saves
        if (parts.isStacked() && parts.stacked().getShape().dimension() < 4) {
            return each.combine(parts, pass);
        }
        List<Signal> signals = parts.each();
        if (!signals.get(0).isSequence()) {
            return each.combine(parts, pass);
        }
        NDArray lengths = signals.get(0).lengths();
        long steps = 0;
        for (Signal signal : signals) {
            lengths = lengths.maximum(signal.lengths());
            steps = Math.max(steps, signal.values().getShape().get(1));
        }
        List<Signal> single = new ArrayList<>();
        for (Signal signal : signals) {
            single.add(Signal.of(filled(signal.values(), steps, pass).flatten(0, 1)));
        }
        NDArray joined = each.combine(new Flat(single), pass).values();
        Shape shape =
                new Shape(lengths.getShape().get(0), steps).addAll(joined.getShape().slice(1));
        return Signal.sequence(joined.reshape(shape), lengths).masked();
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        if (each instanceof OnnxExport exported) {
            return exported.export(inputs, graph);
        }
        throw new UnsupportedOperationException("the combiner has no operators in ONNX");
    }

    /** Pads a batch with zeros to the length of the longest input. */
    private static NDArray filled(NDArray values, long steps, Pass pass) {
        Shape shape = values.getShape();
        long missing = steps - shape.get(1);
        if (missing == 0) {
            return values;
        }
        Shape rest = new Shape(shape.get(0), missing).addAll(shape.slice(2));
        return NDArrays.concat(new NDList(values, pass.manager().zeros(rest)), 1);
    }

    /** The steps of all records, for each input. */
    private record Flat(List<Signal> each) implements CombinerInputs {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            NDList values = new NDList(each.size());
            each.forEach(signal -> values.add(signal.values()));
            return NDArrays.stack(values, 1);
        }
    }
}
