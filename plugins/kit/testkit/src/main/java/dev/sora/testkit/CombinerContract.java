// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
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
            for (List<DrawnSignal> parts : cases()) {
                String where = where(variant, parts);
                collect(checks, where, () -> of(type().create(variant.settings()), false), parts);
                if (parts.stream().map(p -> p.spec().toString()).distinct().count() == 1) {
                    checks.add(Clause.GENERATION, where, () -> stacked(variant, parts));
                }
                if (!type().ordered() && parts.size() > 1) {
                    checks.add(Clause.ORDER, where, () -> turned(variant, parts));
                }
            }
        }
    }

    private static Subject of(Combiner combiner, boolean stacked) {
        return Subject.of(combiner, stacked);
    }

    /** The signals in another order give the same result. */
    private void turned(Variant variant, List<DrawnSignal> parts) {
        Trial trial = Trial.of(of(type().create(variant.settings()), false), parts);
        List<Batch> batches = new ArrayList<>(trial.draw(4, 7));
        Batch given = trial.run(batches, false, 1);
        // by one place, so that also of three signals each stands elsewhere
        Collections.rotate(batches, 1);
        Compare.differ(given, trial.run(batches, false, 1), 1e-5)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same for every order of the signals, as ordered() is"
                                            + " false",
                                    place + " (as given, rotated)",
                                    "leave ordered() as it is: true");
                        });
    }

    /** Stacked signals give the same result as the signals one by one. */
    private void stacked(Variant variant, List<DrawnSignal> parts) {
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
