// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats the facts that an engine reports as strings, for display and for locks. */
public final class EngineTexts {

    private EngineTexts() {}

    /** Returns the device in use. */
    public static String device(Engine engine) {
        return engine.devices().get(0).toString();
    }

    /** Returns all facts, each under its name in locks and in {@code sora doctor}. */
    public static Map<String, String> of(Engine engine) {
        EngineFacts facts = engine.facts();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("runtime", facts.runtime());
        if (!facts.platform().isEmpty()) {
            texts.put("platform", facts.platform());
        }
        texts.put("device", device(engine));
        if (engine.devices().size() > 1) {
            texts.put(
                    "devices",
                    engine.devices().stream()
                            .map(EngineDevice::toString)
                            .collect(Collectors.joining(", ")));
        }
        facts.threads().ifPresent(threads -> texts.put("threads", Integer.toString(threads)));
        facts.more().forEach(texts::putIfAbsent);
        facts.nativesSha256().ifPresent(digest -> texts.put("natives sha256", digest));
        return texts;
    }
}
