// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code divided}: some nodes have an optimiser of their own. */
final class DividedType implements ProcedureType {

    static final Setting<List<String>> NODES =
            Setting.strings("nodes", "The nodes of the part 'named'.").required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "divided",
                "Two optimisers lower the sum of all losses: one trains the weights of some nodes,"
                        + " another one all others. One of them may use no gradient, as 'pso' does."
                        + " Its parts are 'named' and 'rest'.",
                NODES);
    }

    @Override
    public Procedure create(Settings settings) {
        return new Divided(settings.get(NODES));
    }
}
