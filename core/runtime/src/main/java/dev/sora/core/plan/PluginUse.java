// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Locale;

/** What a plan uses a plugin for. */
public enum PluginUse {
    /** It offers the engine: another one computes the same model. */
    ENGINE,
    /** It offers a data source: the model works without it. */
    DATA,
    /** It offers what the model is made of, how it is trained or what it is measured by. */
    MODEL;

    /** Returns the word for it in a lock. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
