// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Locale;

/** The use of a plugin in a plan. */
public enum PluginUse {
    /** It offers the engine; another engine computes the same model. */
    ENGINE,
    /** It offers a data source; the model can be used without it. */
    DATA,
    /** It offers a type of the model, of its training or of its metrics. */
    MODEL;

    /** Returns its name in a lock. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
