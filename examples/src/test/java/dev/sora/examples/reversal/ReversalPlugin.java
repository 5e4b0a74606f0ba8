// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.reversal;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * The types of a network that reads a string of digits and generates another one, digit by digit.
 */
public final class ReversalPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "reversal";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new DigitStringType(), new LookBackType(), new DigitSequenceType());
    }
}
