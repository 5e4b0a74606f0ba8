// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxPreparation;
import dev.sora.export.OnnxValue;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A fitted input of numbers. */
final class FittedNumbers implements FittedInput, OnnxPreparation {

    private final NumberRules rules;
    private final NumberColumns columns;
    private final List<NumberScale> scales;
    private final int width;

    FittedNumbers(NumberRules rules, NumberColumns columns, List<NumberScale> scales) {
        this.rules = rules;
        this.columns = columns;
        this.scales = List.copyOf(scales);
        int features =
                rules.bins() > 0
                        ? scales.stream().mapToInt(NumberScale::bins).sum()
                        : scales.size();
        this.width = features + (rules.indicates() ? scales.size() : 0);
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(width);
    }

    @Override
    public List<String> features() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            int bins = rules.bins() > 0 ? scales.get(i).bins() : 1;
            for (int bin = 0; bin < bins; bin++) {
                names.add(rules.bins() > 0 ? columns.name(i) + " bin " + bin : columns.name(i));
            }
        }
        for (int i = 0; rules.indicates() && i < scales.size(); i++) {
            names.add(columns.name(i) + " missing");
        }
        return names;
    }

    @Override
    public State state() {
        return NumberScale.state(scales, rules);
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, records.size(), width);
        FloatBuffer features = tensor.data().asFloatBuffer();
        double[] values = new double[scales.size()];
        for (DataRecord record : records) {
            columns.read(record, rules, values);
            rules.fill(values);
            for (int i = 0; i < values.length; i++) {
                if (rules.bins() > 0) {
                    bins(values[i], scales.get(i), features);
                } else {
                    double feature = feature(values[i], scales.get(i));
                    if (Float.isInfinite((float) feature)) {
                        throw InputProblem.tooLarge(record, columns.name(i), values[i]);
                    }
                    features.put((float) feature);
                }
            }
            if (rules.indicates()) {
                for (double value : values) {
                    features.put(Double.isNaN(value) ? 1 : 0);
                }
            }
        }
        return List.of(tensor);
    }

    private double feature(double value, NumberScale scale) {
        double feature;
        if (rules.scale().equals("quantile")) {
            feature = Double.isNaN(value) ? 0 : scale.normal(value);
        } else {
            double bent = Double.isNaN(value) ? scale.points()[0] : rules.bend(value);
            feature = scale.proportional(bent);
        }
        return Math.max(-rules.clip(), Math.min(rules.clip(), feature));
    }

    @Override
    public OnnxValue prepare(OnnxGraph graph) {
        return new NumberOperators(rules, columns, scales).prepare(graph, spec().values());
    }

    private void bins(double value, NumberScale scale, FloatBuffer features) {
        int count = scale.bins();
        if (Double.isNaN(value) && rules.indicates()) {
            for (int i = 0; i < count; i++) {
                features.put(0);
            }
            return;
        }
        double bent = Double.isNaN(value) ? scale.shift() : rules.bend(value);
        int own = scale.bin(bent);
        for (int i = 0; i < count; i++) {
            if (rules.oneHot()) {
                features.put(i == own ? 1 : 0);
            } else if (i == own) {
                double progress = scale.progress(bent, i);
                // outside of the outermost edges the line is extrapolated, but within bounds
                features.put((float) Math.max(-1, Math.min(2, progress)));
            } else {
                features.put(i < own ? 1 : 0);
            }
        }
    }
}
