// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.examples.numbers.Expected.Row;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.plugin.SoraType;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A particle or a combiner: its output, its gradients, and the buffers that it changes. */
final class GraphRow {

    private final Row row;
    private final SoraType type;
    private final Engine engine;
    private final Workbench bench;
    private final List<SignalSpec> specs = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();

    GraphRow(Row row, SoraType type, Engine engine, Workbench bench) {
        this.row = row;
        this.type = type;
        this.engine = engine;
        this.bench = bench;
    }

    void check() {
        try (Tape tape = engine.openTape()) {
            row.rows("inputs").forEach(input -> add(input, tape));
            Particle particle = null;
            Combiner combiner = null;
            if (type instanceof CombinerType joins) {
                combiner = joins.create(Workbench.settings(type, row.map("settings")));
            } else {
                particle =
                        ((ParticleType) type).create(Workbench.settings(type, row.map("settings")));
            }
            ParticlePlan plan = combiner != null ? combiner.plan(specs) : particle.plan(specs);
            Map<String, NDArray> parameters = parameters(plan, tape);
            Pass pass = bench.pass(row.truth("training"), parameters);
            NDArray output =
                    (combiner != null
                                    ? combiner.combine(parts(), pass)
                                    : particle.forward(signals, pass))
                            .values();
            Expected.compare("output", output.toFloatArray(), row.numbers("output"));
            if (!leaves.isEmpty()) {
                NDArray weights =
                        bench.manager()
                                .create(
                                        Expected.values(999, (int) output.size(), 1),
                                        output.getShape());
                tape.backward(output.mul(weights).sum());
            }
            Row gradients = row.row("gradients");
            assertThat(gradients.tree().keySet()).isEqualTo(leaves.keySet());
            leaves.forEach(
                    (name, leaf) ->
                            Expected.compare(
                                    "gradient of " + name,
                                    valid(name, tape.gradient(leaf)),
                                    gradients.numbers(name)));
            Row buffers = row.row("buffers");
            buffers.tree()
                    .keySet()
                    .forEach(
                            name ->
                                    Expected.compare(
                                            name,
                                            parameters.get(name).toFloatArray(),
                                            buffers.numbers(name)));
        }
    }

    private dev.sora.combiner.CombinerInputs parts() {
        return Workbench.parts(
                row.truth("stacked"), signals.stream().map(Signal::values).toArray(NDArray[]::new));
    }

    private void add(Row input, Tape tape) {
        Shape shape = new Shape(input.shape("shape"));
        long[] own = shape.slice(1).getShape();
        Signal signal;
        TensorSpec spec;
        if (input.has("indices")) {
            signal = Signal.of(bench.manager().create(input.wholes("indices"), shape));
            spec = TensorSpec.indices(input.count("table"), own);
        } else {
            float[] values = Expected.values(input.count("seed"), (int) shape.size(), 1);
            clearPadding(values, input, shape);
            NDArray leaf = tape.watch(bench.manager().create(values, shape));
            leaves.put("input" + signals.size(), leaf);
            signal = Signal.of(leaf);
            spec = TensorSpec.floats(own);
        }
        boolean sequence = input.has("lengths");
        if (sequence) {
            signal = signal.with(Signal.LENGTHS, bench.manager().create(input.wholes("lengths")));
        }
        signals.add(signal);
        specs.add(sequence ? SignalSpec.sequence(spec) : SignalSpec.of(spec));
    }

    /** Clears the padding, which is zero in values and ignored in gradients. */
    private static void clearPadding(float[] values, Row input, Shape shape) {
        if (!input.has("lengths")) {
            return;
        }
        int[] lengths = input.wholes("lengths");
        int record = values.length / lengths.length;
        int step = record / (int) shape.get(1);
        for (int i = 0; i < lengths.length; i++) {
            Arrays.fill(values, i * record + lengths[i] * step, (i + 1) * record, 0);
        }
    }

    private float[] valid(String name, NDArray gradient) {
        float[] values = gradient.toFloatArray();
        for (int i = 0; i < signals.size(); i++) {
            if (name.equals("input" + i)) {
                clearPadding(values, row.rows("inputs").get(i), gradient.getShape());
            }
        }
        return values;
    }

    private Map<String, NDArray> parameters(ParticlePlan plan, Tape tape) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        List<Row> declared = row.rows("parameters");
        assertThat(plan.parameters().stream().map(ParameterSpec::name))
                .containsExactlyInAnyOrderElementsOf(
                        declared.stream().map(each -> each.text("name")).toList());
        for (Row each : declared) {
            ParameterSpec spec =
                    plan.parameters().stream()
                            .filter(p -> p.name().equals(each.text("name")))
                            .findFirst()
                            .orElseThrow();
            Shape shape = new Shape(each.shape("shape"));
            assertThat(spec.shape()).as(spec.name()).isEqualTo(shape);
            float[] values = Expected.values(each.count("seed"), (int) shape.size(), 0.5);
            for (int i = 0; each.truth("positive") && i < values.length; i++) {
                values[i] = Math.abs(values[i]) + 0.5f;
            }
            NDArray array = bench.manager().create(values, shape);
            if (spec.role() != ParameterRole.BUFFER) {
                array = tape.watch(array);
                leaves.put(spec.name(), array);
            }
            parameters.put(spec.name(), array);
        }
        assertThat(plan.parameters().stream().map(p -> p.shape().size()).toList())
                .allMatch(size -> size > 0);
        assertThat(DataType.FLOAT32).isEqualTo(plan.output().values().type());
        return parameters;
    }
}
