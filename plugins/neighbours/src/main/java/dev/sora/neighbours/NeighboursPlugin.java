// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers indexes for large numbers of vectors. */
public final class NeighboursPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new HnswType());
    }
}
