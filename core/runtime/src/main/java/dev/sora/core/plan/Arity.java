// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.combiner.CombinerType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import java.util.List;
import java.util.function.Function;

/**
 * The rule of how many signals a node reads: one, unless its type joins several. A source that
 * names a whole generation then stands for all its members.
 */
public final class Arity {

    private Arity() {}

    /** Returns whether nodes of a type read several signals. */
    public static boolean isSeveral(SoraType type) {
        return type instanceof CombinerType
                || (type instanceof ParticleType particle && particle.takesSeveral())
                || (type instanceof OutputType output && output.takesSeveral());
    }

    /**
     * Returns what each member of a node reads.
     *
     * @param type the type of the node
     * @param from the sources of the node; its members read one signal each if the type does not
     *     join several
     * @param signals returns the signal of a source that names a member, and otherwise those of all
     *     members
     */
    public static <S> List<S> read(
            SoraType type, List<Source> from, Function<Source, List<S>> signals) {
        return isSeveral(type)
                ? from.stream().flatMap(source -> signals.apply(source).stream()).toList()
                : List.of(signals.apply(from.get(0)).get(0));
    }
}
