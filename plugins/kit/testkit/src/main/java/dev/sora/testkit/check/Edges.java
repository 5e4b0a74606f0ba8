// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.setting.SettingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Values at the bounds of what a setting accepts, where unexpected failures are most probable. */
public final class Edges {

    /** Greater bounds only exclude absurd values; values near them may take hours to compute. */
    private static final long FAR = 64;

    private Edges() {}

    public static List<Object> of(SettingType type) {
        List<Object> edges = new ArrayList<>();
        if (type instanceof SettingType.IntegerType whole) {
            long least = whole.least().orElse(-1);
            edges.add(least);
            edges.add(least + 1);
            whole.most().stream().filter(most -> most <= FAR).forEach(edges::add);
        } else if (type instanceof SettingType.NumberType real) {
            if (real.least().isPresent()) {
                edges.add(real.least().getAsDouble() + (real.openLeast() ? 1e-6 : 0));
            } else {
                edges.addAll(List.of(-1.0, 0.0));
            }
            real.most().stream()
                    .filter(most -> most <= FAR)
                    .forEach(most -> edges.add(most - (real.openMost() ? 1e-6 : 0)));
        } else if (type instanceof SettingType.BooleanType) {
            edges.addAll(List.of(true, false));
        } else if (type instanceof SettingType.Choice choice) {
            edges.addAll(choice.words());
        } else if (type instanceof SettingType.ListOf list) {
            OptionalInt length = list.expand();
            if (length.isPresent()) {
                edges.addAll(of(list.element()));
            } else {
                edges.add(List.of());
            }
        } else if (type instanceof SettingType.MapOf) {
            edges.add(Map.of());
        }
        return edges;
    }
}
