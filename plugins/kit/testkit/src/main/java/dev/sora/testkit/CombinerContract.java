// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import java.util.List;

/**
 * The contract of combiners: the rules of the SPI as tests. {@link #on} receives the signals to
 * join.
 */
public final class CombinerContract extends GraphContract<CombinerType, CombinerContract> {

    CombinerContract(CombinerType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(
                checks,
                this,
                settings -> {
                    Combiner combiner = type().create(settings);
                    cases().forEach(parts -> SettingChecks.tryOut(of(combiner, false), parts));
                });
        for (Variant variant : variants()) {
            for (List<SampleSignal> parts : cases()) {
                String where = where(variant, parts);
                collect(checks, where, () -> of(type().create(variant.settings()), false), parts);
                if (parts.stream().map(p -> p.spec().toString()).distinct().count() == 1) {
                    checks.add(Clause.GENERATION, where, () -> stacked(variant, parts));
                }
            }
        }
    }

    private static Subject of(Combiner combiner, boolean stacked) {
        return Subject.of(combiner, stacked);
    }

    /** Stacked signals give the same result as the signals one by one. */
    private void stacked(Variant variant, List<SampleSignal> parts) {
        Combiner combiner = type().create(variant.settings());
        Trial each = Trial.of(of(combiner, false), parts);
        Trial stacked = Trial.of(of(combiner, true), parts);
        List<Batch> batches = each.draw(4, 7);
        Compare.differ(each.run(batches, false, 1), stacked.run(batches, false, 1), 1e-5)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same from parts.stacked() as from parts.each()",
                                    place + " (each, stacked)",
                                    "stacked() is (batch, count, …): check the dimension that is"
                                            + " summed over");
                        });
    }
}
