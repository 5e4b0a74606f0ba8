// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.YamlNode.Place;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/** A list or mapping that is not complete; in a mapping, with the key that waits for its value. */
final class OpenCollection {

    final YamlNode container;
    final boolean flow;
    final Optional<Anchor> anchor;
    boolean keyRead;
    String key;
    boolean keyPlain;
    Place keyPlace;

    OpenCollection(YamlNode container, boolean flow, Optional<Anchor> anchor) {
        this.container = container;
        this.flow = flow;
        this.anchor = anchor;
    }

    /**
     * Returns the key with what follows its colon, if the space after the colon is missing: in
     * {@code view:{type: dense}} the bracket has become a part of the key, and, once the key turns
     * out to have no value, in <code>{type:"dense"}</code> the quotes; {@code temp:[C]: 1} is
     * right.
     *
     * @param text the whole text
     * @param hasValue whether the key has a value
     */
    Optional<TightKey> tightKey(String text, boolean hasValue) {
        if (key == null || !keyPlain) {
            return Optional.empty();
        }
        return TightKey.of(key)
                .filter(tight -> tight.opens() && !(hasValue && tight.closes()))
                .map(tight -> tight.onLine(text, keyPlace.line()));
    }
}
