// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A fitted input of dates. */
final class FittedDates implements FittedInput {

    private final DateRules rules;
    private final List<DateScale> scales;

    FittedDates(DateRules rules, List<DateScale> scales) {
        this.rules = rules;
        this.scales = List.copyOf(scales);
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(rules.width());
    }

    @Override
    public List<String> features() {
        List<String> names = new ArrayList<>();
        for (String column : rules.columns()) {
            for (DateFeature feature : rules.features()) {
                String name = column + " " + feature.name().toLowerCase(Locale.ROOT);
                names.addAll(
                        feature.isCyclic()
                                ? List.of(name + " (sine)", name + " (cosine)")
                                : List.of(name));
            }
            if (rules.indicates()) {
                names.add(column + " missing");
            }
        }
        return names;
    }

    @Override
    public State state() {
        return State.builder()
                .string("features", rules.learned())
                .states("scales", scales.stream().map(DateScale::state).toList())
                .build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor tensor = HostTensor.allocate(DataType.FLOAT32, records.size(), rules.width());
        FloatBuffer features = tensor.data().asFloatBuffer();
        for (DataRecord record : records) {
            for (int i = 0; i < rules.columns().size(); i++) {
                Optional<DateMoment> date = rules.read(record, rules.columns().get(i));
                for (int f = 0; f < rules.features().size(); f++) {
                    DateFeature feature = rules.features().get(f);
                    DateScale scale = scales.get(i * rules.features().size() + f);
                    put(date, feature, scale, features);
                }
                if (rules.indicates()) {
                    features.put(date.isEmpty() ? 1 : 0);
                }
            }
        }
        return List.of(tensor);
    }

    private static void put(
            Optional<DateMoment> date, DateFeature feature, DateScale scale, FloatBuffer features) {
        if (date.isEmpty()) {
            features.put(0);
            if (feature.isCyclic()) {
                features.put(0);
            }
            return;
        }
        double value = feature.value(date.get());
        if (feature.isCyclic()) {
            features.put((float) Math.sin(value));
            features.put((float) Math.cos(value));
        } else {
            features.put((float) ((value - scale.mean()) / scale.deviation()));
        }
    }
}
